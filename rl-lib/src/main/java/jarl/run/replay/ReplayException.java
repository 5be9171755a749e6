package jarl.run.replay;

/// An episode cannot be found, lived again or drawn; the message says why and what to do.
public class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
