package jarl.kernel.magic;

import jarl.kernel.java.CellFailure;
import org.jspecify.annotations.Nullable;

/// What magics need of the session in which they run.
public interface MagicSession {
    /// Evaluates Java as if it stood in this cell.
    ///
    /// @throws Failed if it does not compile or throws
    @Nullable Object evaluate(String java);

    /// Makes libraries known to the cells that follow: jars and folders, joined as a class path is.
    void addToClassPath(String path);

    /// The cell ends here, for a reason that can be told.
    final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient CellFailure failure;

        public Failed(CellFailure failure) {
            super(String.valueOf(failure));
            this.failure = failure;
        }

        /// The reason.
        public CellFailure failure() {
            return failure;
        }

        /// A user's mistake.
        public static Failed because(String message) {
            return new Failed(new CellFailure.Refused(message));
        }
    }
}
