package jarl.studio.notebook;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jarl.kernel.runner.NotebookRunner.CellReport;
import jarl.kernel.runner.NotebookRunner.Failure;
import jarl.kernel.runner.NotebookRunner.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the process that executes a notebook tells, a line of JSON each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NotebookEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = NotebookEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = NotebookEvent.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = NotebookEvent.Refused.class, name = "refused")
})
sealed interface NotebookEvent {
    /// Before each, so that nothing else that the process prints is taken for one.
    String MARK = "@CELL ";

    /// A code cell begins.
    record Started(int number, int of, String source) implements NotebookEvent {}

    /// It has ended, or was skipped.
    record Ended(int number, State state, long millis, @Nullable Failure failure) implements NotebookEvent {
        static Ended of(CellReport report) {
            return new Ended(report.number(), report.state(), report.time().toMillis(), report.failure());
        }

        CellReport report() {
            return new CellReport(number, state, Duration.ofMillis(millis), failure);
        }
    }

    /// The executed notebook was put into the folder of a run that it trained.
    record Kept(String folder) implements NotebookEvent {}

    /// Nothing was executed, and why.
    record Refused(String message) implements NotebookEvent {}
}
