package jarl.algorithm;

/// A loss or a gradient is not a number any more. The parameters are those from before the step.
public class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message);
    }
}
