package jarl.kernel;

import java.util.List;
import java.util.Map;

/// The environment variables that set up a session, under our name and under those of IJava and JJava.
final class KernelEnvironment {
    private static final List<String> PREFIXES = List.of("JARL_", "JJAVA_", "IJAVA_");

    private KernelEnvironment() {}

    static SessionOptions options() {
        return options(System.getenv());
    }

    static SessionOptions options(Map<String, String> environment) {
        String options = value(environment, "COMPILER_OPTS").strip();
        return SessionOptions.standard()
                .withClassPath(value(environment, "CLASSPATH"))
                .withCompilerOptions(options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1)));
    }

    private static String value(Map<String, String> environment, String name) {
        return PREFIXES.stream().map(prefix -> environment.getOrDefault(prefix + name, ""))
                .filter(value -> !value.isEmpty()).findFirst().orElse("");
    }
}
