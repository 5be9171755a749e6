package jarl.studio.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/// What a run measured, as Tablesaw tables: its `metrics.jsonl`, one flat JSON object a line.
///
/// Rows are of a kind: `iteration`, `episode`, `evaluation` or `system` (all that was measured on the machine). A table
/// holds the rows of one kind in the order they were written, with one column for each key met. `step`, `iteration` and
/// `episode` are whole numbers, `policy` is text, other numbers are doubles; what a row does not say is missing, and so
/// is NaN. The file may be still growing: a last line that is cut is left out.
public final class Metrics {
    /// The file's name inside a run folder.
    public static final String FILE = "metrics.jsonl";

    private static final ObjectReader ROW = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readerForMapOf(Object.class);

    private Metrics() {}

    /// The rows of one kind; a table without rows where there are none.
    ///
    /// @param runFolder the run's folder, or a metrics file itself
    /// @param kind      `iteration`, `episode`, `evaluation` or `system`
    /// @param only      columns to keep, for long runs; none named: all
    /// @throws IllegalArgumentException if there is no metrics file, or a line before the last is not a JSON object
    public static Table read(Path runFolder, String kind, String... only) {
        var wanted = Set.copyOf(List.of(only));
        var rows = new Rows(kind);
        eachRow(runFolder, kind, row -> rows.add(row, wanted));
        return rows.table();
    }

    /// How many rows there are of each kind, by name.
    ///
    /// @throws IllegalArgumentException as for [#read]
    public static Map<String, Integer> kinds(Path runFolder) {
        var counts = new TreeMap<String, Integer>();
        eachRow(runFolder, null, row -> counts.merge(String.valueOf(row.get("kind")), 1, Integer::sum));
        return counts;
    }

    private interface RowReader {
        void read(Map<String, Object> row);
    }

    private static void eachRow(Path runFolder, @Nullable String kind, RowReader reader) {
        Path file = file(runFolder);
        // a cut line may end within a character, so malformed bytes are no error here
        try (var bytes = Files.newInputStream(file);
                var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            String next = lines.readLine();
            for (int number = 1; next != null; number++) {
                String line = next;
                next = lines.readLine();
                if (line.isBlank() || (kind != null && !line.contains('"' + kind + '"'))) {
                    continue;                                       // not worth parsing
                }
                Map<String, Object> row = parse(line, file, number, next == null);
                if (row != null && (kind == null || kind.equals(row.get("kind")))) {
                    reader.read(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static @Nullable Map<String, Object> parse(String line, Path file, int number, boolean last) {
        try {
            return ROW.readValue(line);
        } catch (JsonProcessingException e) {
            if (last) {
                return null;
            }
            String start = line.length() > 80 ? line.substring(0, 80) + "…" : line;
            throw new IllegalArgumentException("%s, line %d is not a JSON object: %s. Each line must be one."
                    .formatted(file, number, start), e);
        }
    }

    private static Path file(Path runFolder) {
        Path file = Files.isDirectory(runFolder) ? runFolder.resolve(FILE) : runFolder;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "No %s in %s. A run folder has one from its first iteration on.".formatted(FILE, runFolder));
        }
        return file;
    }
}
