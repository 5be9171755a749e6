package jarl.kernel.java;

import java.util.concurrent.CancellationException;

/// The interrupt of a cell, as its code meets it. Carries no trace: the interrupt came from outside.
///
/// A [CancellationException], so that a library called from the cell can keep what it has and end in order.
public final class CellInterrupted extends CancellationException {
    private static final long serialVersionUID = 1L;

    CellInterrupted() {
        super("Interrupted");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
