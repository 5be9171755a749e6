package jarl.studio.notebook;

import jarl.run.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Which notebooks are to be executed, with which parameters, and where each is written.
public final class NotebookJobs {
    private static final String SUFFIX = ".ipynb";

    private NotebookJobs() {}

    /// One notebook, once.
    ///
    /// @param parameters of the types the notebook declares
    public record Job(Path in, Path out, Map<String, Object> parameters) {
        /// The page beside the notebook: `out.html` for `out.ipynb`.
        public Path page() {
            return NotebookJobs.page(out);
        }
    }

    /// The page beside a notebook: `out.html` for `out.ipynb`.
    static Path page(Path notebook) {
        String name = String.valueOf(notebook.getFileName());
        String bare = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return notebook.resolveSibling(bare + ".html");
    }

    /// The notebooks that a place names, in the order of their names: itself, all of a directory, or those that a
    /// pattern with `*` or `?` in its last part fits.
    ///
    /// @throws IllegalArgumentException if there are none
    public static List<Path> notebooks(String place) throws IOException {
        boolean pattern = place.indexOf('*') >= 0 || place.indexOf('?') >= 0;
        if (!pattern && !Files.isDirectory(Path.of(place))) {
            return List.of(Path.of(place));
        }
        int slash = place.lastIndexOf('/');
        Path folder = pattern ? Path.of(slash < 0 ? "." : place.substring(0, slash + 1)) : Path.of(place);
        String glob = pattern ? place.substring(slash + 1) : "*" + SUFFIX;
        var found = new TreeSet<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No notebook fits " + place);
        }
        return List.copyOf(found);
    }

    /// Every combination of the values that are separated by commas (outside of brackets), the last parameter fastest.
    public static List<Map<String, String>> sweep(Map<String, String> parameters) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (var parameter : parameters.entrySet()) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> before : combinations) {
                for (String value : parameter.getValue().split(",(?![^\\[]*\\])", -1)) {
                    var with = new LinkedHashMap<>(before);
                    with.put(parameter.getKey(), value);
                    more.add(with);
                }
            }
            combinations = more;
        }
        return combinations;
    }

    /// Each notebook with each combination, to be written as `name.ipynb`, or `name-0.ipynb`, `name-1.ipynb`, … for the
    /// combinations.
    ///
    /// @throws IllegalArgumentException if a notebook is none, or a parameter does not fit it
    public static List<Job> jobs(List<Path> notebooks, List<Map<String, String>> combinations) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (Path notebook : notebooks) {
            NotebookParameters declared = NotebookParameters.of(notebook);
            String name = String.valueOf(notebook.getFileName());
            for (int i = 0; i < combinations.size(); i++) {
                String numbered = combinations.size() == 1 ? name : name.replace(SUFFIX, "-" + i + SUFFIX);
                jobs.add(new Job(notebook, Path.of(numbered), declared.values(combinations.get(i))));
            }
        }
        return jobs;
    }

    /// The jobs with their place: one goes to the file `out`, several into the directory `out`.
    ///
    /// @throws IllegalArgumentException if several are to be written into one file
    public static List<Job> into(Path out, List<Job> jobs) {
        if (jobs.size() == 1 && !Files.isDirectory(out)) {
            Job job = jobs.getFirst();
            return List.of(new Job(job.in(), out, job.parameters()));
        }
        if (out.toString().endsWith(SUFFIX)) {
            throw new IllegalArgumentException("Several notebooks cannot all be written to " + out + "; name a directory");
        }
        return jobs.stream().map(job -> new Job(job.in(), out.resolve(job.out()), job.parameters())).toList();
    }

    /// A place for what is executed without one: a new folder below `outputs`, or one file in it.
    public static List<Job> intoNewFolder(Path outputs, List<Job> jobs) {
        RunFolder folder = RunFolder.create(outputs, LocalDateTime.now(ZoneId.systemDefault()));
        return into(jobs.size() == 1 ? folder.notebook() : folder.path(), jobs);
    }

    /// Executes one notebook in a new folder below `outputs`, and tells of each cell where the caller prints.
    static ExecutedNotebook executed(Path notebook, Map<String, ?> parameters, Path outputs) throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
        Job job = intoNewFolder(outputs, jobs(List.of(notebook), List.of(given))).getFirst();
        var progress = new NotebookProgress();
        return NotebookProcess.execute(job, Duration.ZERO, progress);
    }
}
