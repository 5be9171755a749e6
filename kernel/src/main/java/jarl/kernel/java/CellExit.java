package jarl.kernel.java;

/// What `System.exit` does in a cell: it ends the cell, not the kernel with everything in it.
public final class CellExit extends Error {
    private static final long serialVersionUID = 1L;

    private CellExit(int status) {
        super("System.exit(" + status + ") ends the cell, not the kernel. To end the kernel, restart it or shut it down.");
    }

    /// Called in place of `System.exit`.
    @SuppressWarnings("DoNotCallSuggester") // always throws: that is what it is for
    public static void exit(int status) {
        throw new CellExit(status);
    }
}
