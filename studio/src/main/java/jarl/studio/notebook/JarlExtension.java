package jarl.studio.notebook;

import jarl.kernel.Extension;
import jarl.kernel.Session;
import jarl.kernel.display.Renderers;
import jarl.studio.plot.PlotlyCarrier;
import java.util.List;

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
                "import java.util.random.RandomGenerator;",
                "import static jarl.studio.notebook.Lab.*;");
    }

    /// A session shows its first figure with plotly.js.
    @Override
    public void start(Session session) {
        PlotlyCarrier.session().forget();
    }

    @Override
    public void renderers(Renderers to) {
        Views.register(to);
    }
}
