package jarl.config;

import java.util.List;
import java.util.stream.Collectors;

/// A config cannot be composed, resolved or bound. Holds every problem that was found, the first one first.
public class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public ConfigException(ErrorKind kind, String message) {
        this(List.of(new Problem(kind, message)));
    }

    /// Holds these problems.
    ///
    /// @throws IllegalArgumentException if there is no problem to speak of
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::message).distinct().collect(Collectors.joining("\n\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a ConfigException needs a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /// The kind of the first problem.
    public ErrorKind kind() {
        return problems.getFirst().kind();
    }

    public List<Problem> problems() {
        return problems;
    }
}
