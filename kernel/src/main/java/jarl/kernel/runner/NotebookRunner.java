package jarl.kernel.runner;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jarl.kernel.JavaSession;
import jarl.kernel.Json;
import jarl.kernel.Outcome;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import jarl.kernel.runner.Notebook.Cell;
import org.jspecify.annotations.Nullable;

/// Executes a notebook from top to bottom in this process and writes it with its outputs.
///
/// Tags, as Jupyter's own tools read them: `skip-execution` leaves a cell as it is, `raises-exception` lets it fail
/// without ending the notebook, `parameters` marks the cell behind which [Options#parameters] are declared.
public final class NotebookRunner {
    private NotebookRunner() {}

    /// How a notebook is executed.
    ///
    /// @param session    the session in which its cells run
    /// @param parameters declared behind the cell tagged `parameters`, or first; numbers, strings, booleans, lists
    /// @param timeout    for each cell; zero: none
    /// @param keepGoing  true: a cell that fails does not end the notebook
    /// @param listener   told of each cell
    public record Options(
            SessionOptions session,
            Map<String, Object> parameters,
            Duration timeout,
            boolean keepGoing,
            Listener listener) {
        /// The standard session, no parameters, no timeout, the first failure ends it, nobody listens.
        public static Options standard() {
            return new Options(SessionOptions.standard(), Map.of(), Duration.ZERO, false, new Listener() {});
        }

        public Options withParameters(Map<String, Object> given) {
            return new Options(session, given, timeout, keepGoing, listener);
        }

        public Options withTimeout(Duration perCell) {
            return new Options(session, parameters, perCell, keepGoing, listener);
        }

        public Options withListener(Listener told) {
            return new Options(session, parameters, timeout, keepGoing, told);
        }
    }

    /// Hears how the execution goes on; called on the executing thread.
    public interface Listener {
        /// A code cell begins.
        ///
        /// @param number its place among the code cells, from 1
        /// @param of     how many code cells there are
        default void started(int number, int of, String source) {}

        /// It has ended, or was skipped.
        default void ended(CellReport report) {}
    }

    /// How a code cell went.
    ///
    /// @param number  its place among the code cells, from 1
    /// @param failure null if it did not fail
    public record CellReport(int number, State state, Duration time, @Nullable Failure failure) {}

    /// What became of a code cell.
    public enum State { OK, ERROR, SKIPPED }

    /// Why a cell failed.
    ///
    /// @param line    of the cell, from 1; 0 where no line is to blame
    /// @param name    the exception's class, `CompileError`, `Interrupted`, `Timeout`
    /// @param message what it says
    /// @param text    the whole, with source lines and frames, without colours
    public record Failure(int cell, int line, String name, String message, String text) {}

    /// How the notebook went.
    ///
    /// @param cells its code cells as far as it came
    /// @param out   the written notebook
    public record Result(List<CellReport> cells, Duration time, Path out) {
        /// The failure that ended the notebook, or the last one that did not; null where all went well.
        public @Nullable Failure failure() {
            return cells.stream().filter(cell -> cell.state() == State.ERROR).map(CellReport::failure)
                    .reduce((first, last) -> last).orElse(null);
        }

        public boolean ok() {
            return failure() == null;
        }
    }

    /// Executes `in` and writes it to `out`, which may be the same file. The outputs of the cells that ran are written
    /// also where a later one fails.
    ///
    /// @throws NotebookException if `in` is no notebook
    public static Result execute(Path in, Path out, Options options) throws IOException {
        Notebook notebook = Notebook.read(in);
        declareParameters(notebook, options.parameters());
        try (var session = JavaSession.open(options.session())) {
            try (var _ = new ShutdownGuard(session)) {
                return new Execution(session, notebook, in, out, options).run();
            }
        }
    }

    private static void declareParameters(Notebook notebook, Map<String, Object> parameters) {
        if (!parameters.isEmpty()) {
            Cell marked = notebook.cells().stream().filter(cell -> cell.hasTag("parameters")).findFirst().orElse(null);
            notebook.insertAfter(marked, "injected-parameters", "injected-parameters", Parameters.source(parameters));
        }
    }

    /// One notebook on its way.
    private static final class Execution {
        private final JavaSession session;
        private final Notebook notebook;
        private final Path in;
        private final Path out;
        private final Options options;
        private final Instant start = Instant.now();
        private final Map<String, List<JsonObject>> displays = Recorder.displays();
        private final List<CellReport> reports = new ArrayList<>();
        private final List<Runnable> endings = new ArrayList<>();

        Execution(JavaSession session, Notebook notebook, Path in, Path out, Options options) {
            this.session = session;
            this.notebook = notebook;
            this.in = in;
            this.out = out;
            this.options = options;
        }

        Result run() throws IOException {
            List<Cell> cells = notebook.cells().stream().filter(Cell::isCode).toList();
            cells.stream().filter(cell -> !skipped(cell))
                    .forEach(cell -> cell.outputs(Json.array(List.of()), null));
            boolean going = true;
            for (int i = 0; i < cells.size() && going; i++) {
                options.listener().started(i + 1, cells.size(), cells.get(i).source());
                CellReport report = skipped(cells.get(i)) ? skip(i + 1) : execute(cells.get(i), i + 1);
                reports.add(report);
                write();
                options.listener().ended(report);
                going = report.state() != State.ERROR || options.keepGoing();
            }
            write();
            return new Result(List.copyOf(reports), Duration.between(start, Instant.now()), out);
        }

        private static boolean skipped(Cell cell) {
            return cell.hasTag("skip-execution") || cell.source().isBlank();
        }

        private static CellReport skip(int number) {
            return new CellReport(number, State.SKIPPED, Duration.ZERO, null);
        }

        private CellReport execute(Cell cell, int number) {
            var recorder = new Recorder(displays);
            Instant begin = Instant.now();
            Outcome outcome = session.execute(cell.source(), number, recorder, options.timeout());
            Duration time = Duration.between(begin, Instant.now());
            if (outcome.result() != null) {
                recorder.result(outcome.result(), number);
            }
            endings.add(() -> cell.outputs(recorder.outputs(), number));
            CellFailure failure = outcome.failure();
            if (failure == null) {
                note(cell, begin, time, "completed");
                return new CellReport(number, State.OK, time, null);
            }
            recorder.error(FailureText.of(failure));
            note(cell, begin, time, "failed");
            boolean expected = cell.hasTag("raises-exception");
            return new CellReport(number, expected ? State.OK : State.ERROR, time, words(failure, number));
        }

        private static Failure words(CellFailure failure, int cell) {
            FailureText text = FailureText.of(failure);
            int line = switch (failure) {
                case CellFailure.DoesNotCompile(var problems) -> problems.isEmpty() ? 0 : problems.getFirst().line();
                case CellFailure.Threw(var cause, var traces) -> traces.stream()
                        .flatMap(trace -> trace.frames().stream())
                        .map(CellFailure.Frame::origin)
                        .filter(origin -> origin != null && origin.cell() == cell)
                        .mapToInt(CellFailure.Origin::line)
                        .findFirst().orElse(0);
                case CellFailure.Interrupted() -> 0;
                case CellFailure.Refused(var message) -> 0;
            };
            return new Failure(cell, line, text.name(), text.value(), text.plain());
        }

        /// As papermill notes it, whose readers then know it.
        private static void note(Cell cell, Instant begin, Duration time, String status) {
            cell.metadata().add("papermill", Json.of(Map.of(
                    "start_time", begin.toString(),
                    "end_time", begin.plus(time).toString(),
                    "duration", time.toMillis() / 1000.0,
                    "exception", status.equals("failed"),
                    "status", status)));
        }

        private void write() throws IOException {
            endings.forEach(Runnable::run); // also those before: a thread or an update may have written later
            JsonObject metadata = notebook.metadata();
            metadata.add("kernelspec",
                    Json.of(Map.of("name", "jarl", "display_name", "Java (Jarl)", "language", "java")));
            metadata.add("language_info", Json.of(Map.of(
                    "name", "java",
                    "version", Runtime.version().toString(),
                    "mimetype", "text/x-java-source",
                    "file_extension", ".jshell",
                    "codemirror_mode", "text/x-java",
                    "pygments_lexer", "java")));
            metadata.add("papermill", Json.of(Map.of(
                    "input_path", in.toString(),
                    "output_path", out.toString(),
                    "parameters", options.parameters(),
                    "start_time", start.toString(),
                    "end_time", Instant.now().toString(),
                    "duration", Duration.between(start, Instant.now()).toMillis() / 1000.0)));
            notebook.write(out);
        }
    }
}
