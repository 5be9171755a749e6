package jarl.config;

import java.util.ArrayList;
import java.util.List;

/// Gathers what is wrong, so that a person hears all of it at once.
final class Problems {
    /// Who meets more has another kind of problem, and nobody reads on.
    private static final int MOST = 100;

    private final List<Problem> found = new ArrayList<>();

    void add(ErrorKind kind, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(kind, message));
        }
    }

    /// Runs a step; what it throws is noted and the next step may follow, unless there is too much already.
    void attempt(Runnable step) {
        if (found.size() >= MOST) {
            return;
        }
        try {
            step.run();
        } catch (ConfigException e) {
            found.addAll(e.problems());
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
