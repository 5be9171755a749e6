package jarl.run.checkpoint;

/// A file of a checkpoint is not what was written, or was never one. The message names the file, says what is wrong
/// with it and what can be done.
public class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
