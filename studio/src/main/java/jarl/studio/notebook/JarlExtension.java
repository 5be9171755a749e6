package jarl.studio.notebook;

import jarl.config.ConfigException;
import jarl.export.ExportException;
import jarl.kernel.Extension;
import jarl.kernel.Session;
import jarl.kernel.display.Renderers;
import jarl.kernel.java.Help;
import jarl.network.torch.TensorMemory;
import jarl.run.RunException;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.replay.ReplayException;
import jarl.studio.plot.PlotlyCarrier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings Jarl's verbs, types and views into every session of the kernel.
public final class JarlExtension implements Extension {
    @Override
    public String name() {
        return "Jarl";
    }

    @Override
    public List<String> imports() {
        return List.of(
                "import jarl.env.*;",
                "import jarl.space.*;",
                "import jarl.run.*;",
                "import jarl.run.judge.*;",
                "import jarl.run.replay.*;",
                "import jarl.studio.plot.*;",
                "import java.util.random.RandomGenerator;",
                "import static jarl.studio.notebook.Lab.*;");
    }

    /// A session shows its first figure with plotly.js.
    @Override
    public void start(Session session) {
        PlotlyCarrier.session().forget();
    }

    /// A cell that runs again has lost the plotly.js that it may have carried.
    @Override
    public void cellStarts(String source) {
        PlotlyCarrier.session().enter(source);
    }

    @Override
    public Help.@Nullable Completions complete(String text, int cursor) {
        return OverrideCompletion.at(text, cursor);
    }

    /// Tensors, and networks made of them.
    @Override
    public long nativeBytes(@Nullable Object value) {
        return TensorMemory.of(value);
    }

    /// The library's own complaints about what it was asked for.
    @Override
    public boolean speaksForItself(Throwable thrown) {
        return switch (thrown) {
            case ConfigException wrong -> true;
            case RunException wrong -> true;
            case CheckpointException damaged -> true;
            case ReplayException wrong -> true;
            case ExportException refused -> true;
            case IllegalArgumentException wrong -> isOurs(wrong);
            case IllegalStateException wrong -> isOurs(wrong);
            default -> false;
        };
    }

    private static boolean isOurs(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("jarl.");
    }

    @Override
    public void renderers(Renderers to) {
        Views.register(to);
        WorldViews.register(to);
    }
}
