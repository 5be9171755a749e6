package jarl.studio.plot;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplaySink;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which figure of a notebook carries plotly.js, so that a notebook holds it once.
///
/// The first figure of a kernel session carries it; those after it are small and are drawn by that one copy. A kernel
/// cannot see what a front end does with outputs, but one thing it knows: a cell that runs again has lost its outputs.
/// So whoever runs cells calls [#enter] at the start of each; when the cell that holds plotly.js runs again, the next
/// figure carries it anew. When nobody calls [#enter], or the output was deleted by hand, the open page still draws (a
/// page keeps the plotly.js it has once run); reopened, it shows still pictures until the notebook is run from the top.
/// Two copies do no harm: the second does nothing.
public final class PlotlyCarrier {
    private static final List<Session> SESSIONS = new ArrayList<>();
    private static final PlotlyCarrier NO_SESSION = new PlotlyCarrier();

    private String cell = "";
    private @Nullable String carrier;

    PlotlyCarrier() {}

    /// The one of the session that this thread shows in.
    public static PlotlyCarrier session() {
        DisplaySink sink = Display.sink();
        return sink == null ? NO_SESSION : of(sink);
    }

    /// Kept for as long as somebody else keeps the notebook.
    private record Session(WeakReference<Object> notebook, PlotlyCarrier carrier) {}

    /// The one of the notebook that shows in `sink`: several may run in one process.
    static PlotlyCarrier of(DisplaySink sink) {
        Object notebook = sink.notebook();
        synchronized (SESSIONS) {
            SESSIONS.removeIf(session -> session.notebook.refersTo(null));
            for (Session session : SESSIONS) {
                if (session.notebook.refersTo(notebook)) {
                    return session.carrier;
                }
            }
            var session = new Session(new WeakReference<>(notebook), new PlotlyCarrier());
            SESSIONS.add(session);
            return session.carrier;
        }
    }

    /// A cell begins to run.
    ///
    /// @param cell the front end's id of the cell, or its source where the front end gives none
    public synchronized void enter(String cell) {
        this.cell = cell;
        if (cell.equals(carrier)) {
            carrier = null;
        }
    }

    /// Lets the next figure carry plotly.js again.
    public synchronized void forget() {
        carrier = null;
    }

    /// Whether plotly.js is needed now; the caller then shows it.
    synchronized boolean claim() {
        boolean needed = carrier == null;
        if (needed) {
            carrier = cell;
        }
        return needed;
    }
}
