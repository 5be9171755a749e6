package jarl.studio.notebook;

import jarl.run.Run;
import jarl.run.RunSummary;
import jarl.run.Runs;
import jarl.run.Workspace;
import jarl.studio.store.RunSql;
import jarl.studio.store.RunTables;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/// What a cell may ask all runs at once: `runs.sql("…")`. The files are read anew for each question.
public final class RunQuestions {
    RunQuestions() {}

    /// All of them, oldest first.
    public List<Run> list() {
        return all().list();
    }

    /// A row for each, oldest first.
    public Table table() {
        return RunTables.runs(RunSummary.of(all()));
    }

    /// The answer to a question in SQL; the tables are `runs`, `metrics`, `episodes`, `evaluations` and `tests`.
    ///
    /// @throws IllegalArgumentException if it is not SQL, or speaks of what there is not
    public Table sql(String question) {
        return new RunSql(all()).ask(question);
    }

    private static Runs all() {
        return new Runs(Workspace.around(Path.of("")).outputs());
    }
}
