package jarl.env.classic;

/// Saved states, checked at the door.
final class States {
    private States() {}

    /// A copy of `state`, which is `length` numbers, `what` they are.
    static double[] of(String environment, double[] state, String what, int length) {
        if (state.length != length) {
            throw new IllegalArgumentException("A state of " + environment + " is " + length + " numbers (" + what
                    + "), not " + state.length);
        }
        return state.clone();
    }
}
