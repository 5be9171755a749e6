package jarl.studio.store;

import jarl.run.Run;
import jarl.run.RunSummary;
import jarl.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/// SQL over the files of all runs. DuckDB reads them where they lie; what they say now is what is answered.
///
/// | table | a row for each | columns |
/// |---|---|---|
/// | `runs` | run | what `run.json` says; `best_return`, `best_step`, `folder` |
/// | `metrics` | row of any kind | `run`, `kind`, `step`, and every measure that any run has |
/// | `episodes` | training episode | `run`, `step`, and the measures of such rows |
/// | `evaluations` | evaluation on the validation seeds | likewise |
/// | `tests` | episode on the test seeds (`evaluations/`) | `run`, `checkpoint`, `seed`, `episode_return`, … |
///
/// A line that a killed process left cut is skipped. Other tables and views last as long as one question.
public final class RunSql {
    private static final Set<String> TEXTS = Set.of("kind", "policy", "error");

    private final Runs runs;

    public RunSql(Runs runs) {
        this.runs = runs;
    }

    /// Answers a question.
    ///
    /// @param question one SQL statement in DuckDB's dialect
    /// @return its rows; whole numbers, doubles and text, flags as text
    /// @throws IllegalArgumentException if it is not SQL, or speaks of what there is not; with DuckDB's own words
    public Table ask(String question) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            new Views(connection, readable()).make(question);
            try (ResultSet rows = statement.executeQuery(question)) {
                return table(rows);
            }
        } catch (SQLException wrong) {
            throw new IllegalArgumentException(
                    String.valueOf(wrong.getMessage()).lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"))
                            + "\nThere are the tables runs, metrics, episodes, evaluations and tests.", wrong);
        }
    }

    /// One damaged `run.json` must not hide all others.
    private List<Run> readable() {
        return RunSummary.of(runs).stream()
                .filter(run -> !run.state().equals("damaged"))
                .map(RunSummary::run)
                .toList();
    }

    private static List<Path> judgements(Run run) {
        Path folder = run.folder().evaluations();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list " + folder, unreadable);
        }
    }

    private static Table table(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (int c = 0; c < about.getColumnCount(); c++) {
            columns.add(new ArrayList<>());
        }
        while (rows.next()) {
            for (int c = 0; c < columns.size(); c++) {
                columns.get(c).add(plain(rows.getObject(c + 1)));
            }
        }
        Table table = Table.create("answer");
        Set<String> taken = new java.util.HashSet<>();
        for (int c = 0; c < columns.size(); c++) {
            String label = about.getColumnLabel(c + 1);
            String name = label;
            for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = label + "_" + n;
            }
            table.addColumns(RunTables.column(name, columns.get(c)));
        }
        return table;
    }

    /// Whole numbers as longs, other numbers as doubles, anything else as text.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Long number -> number;
            case java.math.BigInteger number when number.bitLength() < Long.SIZE -> number.longValueExact();
            case Number number -> number.doubleValue();
            default -> value.toString();
        };
    }

    /// The tables that a question names, made from the files.
    private static final class Views {
        private final Connection connection;
        private final List<Run> runs;

        Views(Connection connection, List<Run> runs) {
            this.connection = connection;
            this.runs = runs;
        }

        void make(String question) throws SQLException {
            if (names(question, "runs")) {
                makeRuns();
            }
            if (names(question, "metrics") || names(question, "episodes") || names(question, "evaluations")) {
                makeRows("metrics", run -> List.of(run.folder().metrics()));
                makeKind("episodes", "episode");
                makeKind("evaluations", "evaluation");
            }
            if (names(question, "tests")) {
                makeRows("tests", RunSql::judgements);
            }
        }

        private static boolean names(String question, String table) {
            return Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE).matcher(question).find();
        }

        private void makeRuns() throws SQLException {
            makeFiles("runs", run -> List.of(run.folder().record()));
            execute("""
                    create table runs (run varchar, state varchar, algorithm varchar, environment varchar, seed bigint,
                        engine varchar, device varchar, threads integer, steps bigint, best_return double,
                        best_step bigint, start timestamptz, "end" timestamptz, error varchar, reproducible boolean,
                        host varchar, "commit" varchar, dirty boolean, folder varchar)""");
            if (runs.isEmpty()) {
                return;
            }
            execute("""
                    insert into runs
                    select run, state, algorithm, environment, seed, engine, device, threads, steps,
                           best.mean_return, best.step, start, "end", error, reproducible,
                           host, git."commit", git.dirty, folder
                    from read_json(%s, format = 'unstructured', ignore_errors = false, filename = true, columns = {
                        state: 'varchar', algorithm: 'varchar', environment: 'varchar', seed: 'bigint',
                        engine: 'varchar', device: 'varchar', threads: 'integer', steps: 'bigint',
                        best: 'struct(step bigint, mean_return double)', start: 'timestamptz', "end": 'timestamptz',
                        error: 'varchar', reproducible: 'boolean', host: 'varchar',
                        git: 'struct("commit" varchar, dirty boolean)'})
                    join runs_files using (filename) order by number""",
                    run -> List.of(run.folder().record()));
        }

        /// All rows of a kind of file; a measure is a number in all of them, whatever one run wrote first.
        private void makeRows(String table, Function<Run, List<Path>> file) throws SQLException {
            makeFiles(table, file);
            if (files(file).isEmpty()) {
                execute("create table " + table + " (run varchar, kind varchar, step bigint)");
                return;
            }
            String read = "read_json(%s, format = 'newline_delimited', ignore_errors = true, union_by_name = true,"
                    + " filename = true, sample_size = -1, maximum_depth = 1)";
            List<String> columns = new ArrayList<>();
            for (String column : columns("select * from " + read, file)) {
                if (!column.equals("filename")) {
                    columns.add(typed(column));
                }
            }
            execute("create table " + table + " as select run, " + String.join(", ", columns) + " from " + read
                    + " join " + table + "_files using (filename)", file);
        }

        private static String typed(String column) {
            String quoted = quoted(column);
            String text = "trim(cast(" + quoted + " as varchar), '\"')";
            return switch (column) {
                case String name when TEXTS.contains(name) -> text + " as " + quoted;
                case "step", "iteration", "episode", "seed", "checkpoint", "episode_length", "episodes" ->
                        "try_cast(" + text + " as bigint) as " + quoted;
                case "greedy", "success", "truncated" -> "try_cast(" + text + " as boolean) as " + quoted;
                default -> "try_cast(" + text + " as double) as " + quoted;
            };
        }

        /// The rows of a kind, with the columns that such rows have.
        private void makeKind(String view, String kind) throws SQLException {
            Map<String, Long> filled = new LinkedHashMap<>();
            List<String> columns = columns("select * from metrics", _ -> List.of());
            String counts = columns.stream().map(column -> "count(" + quoted(column) + ")").collect(Collectors.joining(", "));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select " + counts + " from metrics where kind = '" + kind + "'")) {
                row.next();
                for (int c = 0; c < columns.size(); c++) {
                    filled.put(columns.get(c), row.getLong(c + 1));
                }
            }
            filled.put("run", 1L);
            filled.put("step", 1L);
            filled.remove("kind");
            String kept = filled.entrySet().stream().filter(column -> column.getValue() > 0)
                    .map(column -> quoted(column.getKey())).collect(Collectors.joining(", "));
            execute("create view " + view + " as select " + kept + " from metrics where kind = '" + kind + "'");
        }

        /// Which file is whose.
        private void makeFiles(String table, Function<Run, List<Path>> file) throws SQLException {
            execute("create table " + table + "_files (filename varchar, run varchar, folder varchar, number integer)");
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table + "_files values (?, ?, ?, ?)")) {
                for (int i = 0; i < runs.size(); i++) {
                    for (Path one : file.apply(runs.get(i))) {
                        insert.setString(1, one.toString());
                        insert.setString(2, runs.get(i).id());
                        insert.setString(3, runs.get(i).folder().path().toString());
                        insert.setInt(4, i);
                        insert.execute();
                    }
                }
            }
        }

        private List<Path> files(Function<Run, List<Path>> file) {
            return runs.stream().flatMap(run -> file.apply(run).stream()).filter(Files::isRegularFile).toList();
        }

        private List<String> columns(String query, Function<Run, List<Path>> file) throws SQLException {
            List<String> columns = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("describe " + query.formatted(list(files(file))))) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private void execute(String sql, Function<Run, List<Path>> file) throws SQLException {
            execute(sql.formatted(list(files(file))));
        }

        private static String list(List<Path> files) {
            return files.stream()
                    .map(path -> "'" + path.toString().replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static String quoted(String column) {
            return '"' + column.replace("\"", "\"\"") + '"';
        }
    }
}
