package jarl.studio.plot;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplaySink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/// A [Curve] that grows in its place while a run goes on, and stays as a figure when it is closed.
///
/// Redrawn at most twice a second, and so seldom that drawing takes at most a tenth of the time; every value is kept
/// and those in between are drawn with the next. While it grows it has no still picture; the final figure has.
/// plotly.js, where the notebook lacks it, is shown as an output of its own, since an update replaces what was shown.
///
/// Any thread may add.
public final class LiveCurve implements AutoCloseable {
    private static final long PAUSE = 500_000_000L;          // nanoseconds: twice a second
    private static final int SHARE = 10;                     // drawing takes at most one part in so many

    private final String id;
    private final String measure;
    private final DisplaySink sink;
    private final LongSupplier nanoTime;
    private final UnaryOperator<Curve> as;
    private final Map<String, Table> values = new LinkedHashMap<>();
    private boolean shown;
    private boolean closed;
    private long next;

    /// A curve without values; it is shown with its first.
    ///
    /// @param id       of the display, unique in the kernel session
    /// @param measure  a key of metric rows, as `episode_return`
    /// @param sink     where it is shown
    /// @param nanoTime a clock in nanoseconds, as `System::nanoTime`
    /// @param as       how the curve is drawn, as `curve -> curve.smooth(20)`
    public LiveCurve(String id, String measure, DisplaySink sink, LongSupplier nanoTime, UnaryOperator<Curve> as) {
        this.id = id;
        this.measure = measure;
        this.sink = sink;
        this.nanoTime = nanoTime;
        this.as = as;
        next = nanoTime.getAsLong();
    }

    /// A curve in the running cell; in a program without a notebook it is shown nowhere.
    ///
    /// @param measure a key of metric rows, as `episode_return`
    /// @param as      how the curve is drawn, as `curve -> curve.smooth(20)`
    public static LiveCurve here(String measure, UnaryOperator<Curve> as) {
        DisplaySink sink = Objects.requireNonNullElse(Display.sink(), Nowhere.INSTANCE);
        return new LiveCurve(UUID.randomUUID().toString(), measure, sink, System::nanoTime, as);
    }

    /// One more value, drawn now or with one of the next.
    ///
    /// @param name  whose value: the run or the policy, as the legend says it
    /// @param step  steps of the environment so far, never falling
    /// @param value NaN is passed over
    public synchronized void add(String name, double step, double value) {
        if (closed || !Double.isFinite(value)) {
            return;
        }
        Table table = values.computeIfAbsent(name, n -> Table.create(n,
                DoubleColumn.create(Axis.STEP.column()), DoubleColumn.create(measure)));
        table.doubleColumn(0).append(step);
        table.doubleColumn(1).append(value);
        if (nanoTime.getAsLong() - next >= 0) {
            draw();
        }
    }

    /// Draws all values so far, however short ago the last drawing was.
    public synchronized void draw() {
        if (closed || values.isEmpty()) {
            return;
        }
        long now = nanoTime.getAsLong();
        show(figure().passing());
        long after = nanoTime.getAsLong();
        next = after + Math.max(PAUSE, SHARE * (after - now));
    }

    /// The figure of all values so far.
    ///
    /// @throws IllegalStateException if there is none yet
    public synchronized Figure figure() {
        if (values.isEmpty()) {
            throw new IllegalStateException("No value of %s has been added yet.".formatted(measure));
        }
        List<RunSeries> runs = values.entrySet().stream()
                .map(entry -> RunSeries.of(entry.getKey(), entry.getValue())).toList();
        return as.apply(Curve.of(measure, runs)).figure();
    }

    /// Shows the final figure, with its still picture. Values added later are passed over.
    @Override
    public synchronized void close() {
        if (!closed && !values.isEmpty()) {
            show(figure().display(false));
        }
        closed = true;
    }

    private void show(DisplayBundle bundle) {
        if (shown) {
            sink.update(id, bundle);
            return;
        }
        if (PlotlyCarrier.of(sink).claim()) {
            sink.show(id + "-plotly",
                    DisplayBundle.html(FigureHtml.library(), "plotly.js, which draws the figures of this notebook"));
        }
        sink.show(id, bundle);
        shown = true;
    }

    private enum Nowhere implements DisplaySink {
        INSTANCE;

        @Override
        public void show(String id, DisplayBundle bundle) {}

        @Override
        public void update(String id, DisplayBundle bundle) {}

        @Override
        public void clear(boolean wait) {}
    }
}
