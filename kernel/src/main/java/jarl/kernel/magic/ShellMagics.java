package jarl.kernel.magic;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Other programs: `%%bash`, `%%sh`, and the environment they see, `%env`.
final class ShellMagics {
    private final Map<String, String> environment = new TreeMap<>(System.getenv());

    private ShellMagics() {}

    static void register(Magics magics) {
        var shell = new ShellMagics();
        for (String program : List.of("bash", "sh")) {
            magics.cell(program, "", "runs the cell by " + program, (arguments, body) -> shell.run(program, body));
        }
        magics.line("env", "[NAME[=VALUE]]", "environment variables; a new value is for %%bash and %%sh", shell::env);
    }

    private @Nullable Object env(String arguments) {
        if (arguments.isEmpty()) {
            return new Table(List.of("name", "value"), environment.entrySet().stream()
                    .map(entry -> List.of(entry.getKey(), entry.getValue())).toList());
        }
        int equals = arguments.indexOf('=');
        if (equals < 0) {
            return environment.getOrDefault(arguments, "");
        }
        environment.put(arguments.substring(0, equals).strip(), arguments.substring(equals + 1).strip());
        return null;
    }

    private @Nullable Object run(String program, String script) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(program, "-c", script);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw MagicSession.Failed.because("There is no program " + program + " on this machine: " + e.getMessage());
        }
        process.getOutputStream().close();
        try {
            Thread out = copy(process.getInputStream(), System.out);
            Thread err = copy(process.getErrorStream(), System.err);
            int status = process.waitFor();
            out.join();
            err.join();
            if (status != 0) {
                throw MagicSession.Failed.because(program + " ended with status " + status);
            }
            return null;
        } finally { // an interrupt ends the program too
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /// On threads of the cell, so that what is printed stays with it.
    private static Thread copy(InputStream from, PrintStream to) {
        Thread thread = new Thread(() -> {
            try (from) {
                from.transferTo(to);
            } catch (IOException e) {
                to.println("… the output ends here: " + e.getMessage());
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
