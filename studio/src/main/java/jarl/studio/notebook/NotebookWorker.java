package jarl.studio.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.kernel.runner.NotebookException;
import jarl.kernel.runner.NotebookRunner;
import jarl.kernel.runner.NotebookRunner.CellReport;
import jarl.run.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The process that executes one notebook: `NotebookWorker IN OUT MILLISECONDS NAME=VALUE…`. It tells of each cell in a
/// line, and ends when its standard input does, so that it outlives nobody.
public final class NotebookWorker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NotebookWorker() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("parent").start(NotebookWorker::endWithTheParent);
        try {
            execute(List.of(arguments), out);
            System.exit(0);
        } catch (IllegalArgumentException | NotebookException | IOException failure) {
            tell(out, new NotebookEvent.Refused(String.valueOf(failure.getMessage())));
            System.exit(2);
        }
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes
            }
        } catch (IOException gone) {
            // as good as the end
        }
        System.exit(1); // the runner keeps what its cell has reached
    }

    private static void execute(List<String> arguments, PrintStream out) throws IOException {
        Path in = Path.of(arguments.get(0));
        Path written = Path.of(arguments.get(1));
        Map<String, String> given = new LinkedHashMap<>();
        for (String parameter : arguments.subList(3, arguments.size())) {
            given.put(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        var options = NotebookRunner.Options.standard()
                .withParameters(NotebookParameters.of(in).values(given))
                .withTimeout(Duration.ofMillis(Long.parseLong(arguments.get(2))))
                .withListener(new NotebookRunner.Listener() {
                    @Override
                    public void started(int number, int of, String source) {
                        tell(out, new NotebookEvent.Started(number, of, source));
                    }

                    @Override
                    public void ended(CellReport report) {
                        tell(out, NotebookEvent.Ended.of(report));
                    }
                });
        NotebookRunner.execute(in, written, options);
        Path page = NotebookJobs.page(written);
        NotebookHtml.write(written, page);
        for (Run run : TrainedRuns.all()) {
            keep(run, written, page);
            tell(out, new NotebookEvent.Kept(run.folder().path().toString()));
        }
    }

    /// What was executed stands in the folder of each run that it trained.
    private static void keep(Run run, Path notebook, Path page) throws IOException {
        Path place = run.folder().notebook();
        if (!place.equals(notebook.toAbsolutePath().normalize())) {
            Files.copy(notebook, place, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(page, NotebookJobs.page(place), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void tell(PrintStream out, NotebookEvent event) {
        try {
            out.println(NotebookEvent.MARK + JSON.writeValueAsString(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
