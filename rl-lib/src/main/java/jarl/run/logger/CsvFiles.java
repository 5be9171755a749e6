package jarl.run.logger;

import jarl.run.checkpoint.AtomicFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A folder `csv` with a file for each kind of row, its columns those that such rows have: `iteration.csv`, ….
///
/// A column that comes later widens the file, which is then written anew, so the places of rows move. On resume a file
/// is therefore cut by what its rows say: after the last one whose step is not past the checkpoint's.
final class CsvFiles implements MetricLogger {
    private static final String STEP = "step";

    private final Path folder;
    private final Map<MetricRow.Kind, Sheet> sheets = new EnumMap<>(MetricRow.Kind.class);

    /// @param step what comes after it is cut away
    CsvFiles(Path runFolder, long step) throws IOException {
        folder = Files.createDirectories(runFolder.resolve("csv"));
        for (MetricRow.Kind kind : MetricRow.Kind.values()) {
            Path file = file(kind);
            if (Files.exists(file)) {
                cut(file, step);
                sheets.put(kind, Sheet.open(file));
            }
        }
    }

    private Path file(MetricRow.Kind kind) {
        return folder.resolve(kind.label() + ".csv");
    }

    /// Cuts the rows of later steps away, and a last line that a kill has left without its end.
    private static void cut(Path file, long step) throws IOException {
        long size = Files.size(file);
        long end = 0;
        try (BufferedReader in = reader(file)) {
            for (String line; (line = in.readLine()) != null; ) {
                long next = end + line.getBytes(StandardCharsets.UTF_8).length + 1;
                boolean header = end == 0;
                if (next > size || (!header && stepOf(line) > step)) {
                    break;
                }
                end = next;
            }
        }
        if (end < size) {
            AtomicFiles.cut(file, end);
        }
    }

    private static long stepOf(String line) {
        int comma = line.indexOf(',');
        return Long.parseLong(comma < 0 ? line : line.substring(0, comma));
    }

    @Override
    public void write(MetricRow row) throws IOException {
        Sheet sheet = sheets.get(row.kind());
        if (sheet == null || !sheet.has(row.values().keySet())) {
            sheet = widened(sheet, row);
            sheets.put(row.kind(), sheet);
        }
        sheet.write(row);
    }

    private Sheet widened(@Nullable Sheet sheet, MetricRow row) throws IOException {
        Path file = file(row.kind());
        List<String> columns = new ArrayList<>();
        if (sheet == null) {
            columns.add(STEP);
        } else {
            sheet.writer.close();
            columns.addAll(sheet.columns);
        }
        row.values().keySet().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        String missing = ",".repeat(sheet == null ? 0 : columns.size() - sheet.columns.size());
        Path beside = AtomicFiles.beside(file);
        try (BufferedWriter wider = writer(new FileOutputStream(beside.toFile()))) {
            wider.write(columns.stream().map(CsvFiles::cell).collect(Collectors.joining(",")) + "\n");
            if (sheet != null) {
                copyRows(file, wider, missing);
            }
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        return Sheet.open(file);
    }

    /// A name as RFC 4180 has it: quoted where it holds a comma or a quote.
    private static String cell(String name) {
        return name.contains(",") || name.contains("\"") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }

    private static void copyRows(Path file, BufferedWriter to, String missing) throws IOException {
        try (BufferedReader rows = reader(file)) {
            rows.readLine(); // the old header
            for (String row; (row = rows.readLine()) != null; ) {
                to.write(row + missing + "\n");
            }
        }
    }

    /// By a stream: a channel would be closed by an interrupt of the training.
    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(new FileInputStream(file.toFile()), StandardCharsets.UTF_8));
    }

    private static BufferedWriter writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Long> flush() throws IOException {
        for (Sheet sheet : sheets.values()) {
            sheet.writer.flush();
        }
        return Map.of(); // cut by its rows, not by its length
    }

    @Override
    public void close() throws IOException {
        for (Sheet sheet : sheets.values()) {
            sheet.writer.close();
        }
    }

    /// One open file.
    ///
    /// @param known the same columns, to be looked up in
    private record Sheet(List<String> columns, Set<String> known, BufferedWriter writer) {
        private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");

        static Sheet open(Path file) throws IOException {
            List<String> columns;
            try (BufferedReader in = reader(file)) {
                String header = in.readLine();
                columns = header == null ? List.of(STEP) : names(header);
            }
            return new Sheet(columns, Set.copyOf(columns), CsvFiles.writer(new GrowingFile(file)));
        }

        private static List<String> names(String header) {
            List<String> names = new ArrayList<>();
            Matcher cells = CELL.matcher(header);
            while (cells.find()) {
                String quoted = cells.group(1);
                names.add(quoted == null ? cells.group(2) : quoted.replace("\"\"", "\""));
            }
            return names;
        }

        boolean has(Set<String> names) {
            return known.containsAll(names);
        }

        void write(MetricRow row) throws IOException {
            var line = new StringBuilder().append(row.step());
            for (int c = 1; c < columns.size(); c++) {
                Number value = row.values().get(columns.get(c));
                line.append(',');
                if (value != null) {
                    line.append(value);
                }
            }
            writer.append(line).write('\n');
        }
    }
}
