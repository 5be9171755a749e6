package jarl.kernel;

import jarl.kernel.comm.CommSink;
import jarl.kernel.display.DisplaySink;

/// Where everything goes that a cell brings forth while it runs.
public interface CellOutput extends DisplaySink, CommSink {
    /// Text printed to standard output or standard error, in the order in which it was printed.
    void print(boolean toError, String text);

    /// Asks the person in front of the notebook for a line.
    ///
    /// @param secret true: what is typed must not be seen
    /// @throws IllegalStateException where nobody can answer
    default String ask(String prompt, boolean secret) throws InterruptedException {
        throw new IllegalStateException("Nobody is there to answer " + (prompt.isEmpty() ? "a question" : prompt));
    }
}
