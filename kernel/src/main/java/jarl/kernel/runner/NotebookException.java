package jarl.kernel.runner;

/// A notebook that cannot be read or executed at all, for a reason that a user can mend; its message says all.
public final class NotebookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotebookException(String message) {
        super(message);
    }
}
