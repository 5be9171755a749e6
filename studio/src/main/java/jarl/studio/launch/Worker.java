package jarl.studio.launch;

import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.TrainingListener;
import java.nio.file.Path;

/// The process that trains one run: `Worker FOLDER`. What it has to say stands in the run's folder.
public final class Worker {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    private Worker() {}

    public static void main(String[] arguments) {
        System.exit(train(Run.at(Path.of(arguments[0]))));
    }

    private static int train(Run run) {
        try (var _ = StopSignal.interruptsThisThread()) {
            bringBackCells(run);
            LocalTraining.train(run, new TrainingListener() {});
            return run.state() == RunState.INTERRUPTED ? INTERRUPTED : 0;
        } catch (RuntimeException failure) {
            System.err.println(failure.getMessage()); // into train.log
            return FAILED;
        }
    }

    private static void bringBackCells(Run run) {
        try {
            CellSources.bringBack(run);
        } catch (RuntimeException failure) {
            Training.refuse(run, failure);
            throw failure;
        }
    }
}
