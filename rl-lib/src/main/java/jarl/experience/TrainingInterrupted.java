package jarl.experience;

/// The thread was interrupted between two steps. Nothing is half done: whoever threw it can be saved, and goes on from
/// there when asked again.
public class TrainingInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainingInterrupted() {
        super("Training was interrupted");
    }
}
