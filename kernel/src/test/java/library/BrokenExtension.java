package library;

import jarl.kernel.Extension;
import jarl.kernel.Session;

/// A library that cannot start.
public final class BrokenExtension implements Extension {
    @Override
    public String name() {
        return "broken";
    }

    @Override
    public void start(Session session) {
        throw new IllegalStateException("no licence");
    }
}
