package jarl.state;

/// A saved state does not fit the object that reads it: a name is missing, or a length or type differs.
public class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StateException(String message) {
        super(message);
    }
}
