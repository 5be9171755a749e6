package jarl.studio.cli;

import jarl.kernel.runner.NotebookException;
import jarl.kernel.runner.NotebookRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl notebook run IN [OUT]`.
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Execute notebooks without Python.",
        subcommands = NotebookCommand.Execute.class,
        synopsisSubcommandLabel = "COMMAND")
final class NotebookCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Execute a notebook from top to bottom and write it with its outputs.",
                "Exit code: 0 all cells ran, 1 a cell failed, 124 a cell ran out of time."
            })
    static final class Execute implements Callable<Integer> {
        private static final int TIMED_OUT = 124;

        @Parameters(index = "0", paramLabel = "IN", description = "The notebook.")
        Path in;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "OUT",
                description = "Where it is written (default: in place).")
        @Nullable Path out;

        @Option(
                names = "-p",
                paramLabel = "NAME=VALUE",
                description = "A parameter, declared behind the cell tagged `parameters`.")
        Map<String, String> parameters = new LinkedHashMap<>();

        @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each cell (default: none).")
        long timeout;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var options = NotebookRunner.Options.standard()
                    .withParameters(typed(parameters))
                    .withTimeout(Duration.ofSeconds(timeout))
                    .withListener(new NotebookConsole(spec.commandLine().getOut()));
            try {
                NotebookRunner.Result result = NotebookRunner.execute(in, out == null ? in : out, options);
                return conclude(result, spec.commandLine().getOut());
            } catch (NotebookException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }

        private static int conclude(NotebookRunner.Result result, PrintWriter out) {
            NotebookRunner.Failure failure = result.failure();
            if (failure == null) {
                out.println("Executed: " + TrainingConsole.shown(result.out()));
            } else {
                out.println("Cell " + failure.cell() + (failure.line() > 0 ? ", line " + failure.line() : "")
                        + " failed: " + failure.name() + ": " + failure.message());
                out.println("With its outputs so far: " + TrainingConsole.shown(result.out()));
            }
            out.flush();
            if (failure == null) {
                return 0;
            }
            return failure.name().equals("Timeout") ? TIMED_OUT : 1;
        }

        /// A value is a whole number, a number, true or false where it reads as one, else text.
        private static Map<String, Object> typed(Map<String, String> given) {
            Map<String, Object> values = new LinkedHashMap<>();
            given.forEach((name, text) -> values.put(name, typed(text)));
            return values;
        }

        private static Object typed(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            if (text.matches("[+-]?\\d{1,18}")) {
                return Long.valueOf(text);
            }
            if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                return Double.valueOf(text);
            }
            return text;
        }
    }
}
