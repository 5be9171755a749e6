package jarl.kernel.magic;

import java.util.List;
import jarl.kernel.java.CellFailure;
import org.jspecify.annotations.Nullable;

/// What magics need of the session in which they run.
public interface MagicSession {
    /// Evaluates Java and magics as if they stood in this cell.
    ///
    /// @throws Failed if it does not compile or throws
    @Nullable Object evaluate(String text);

    /// Makes libraries known to the cells that follow: jars and folders, joined as a class path is.
    void addToClassPath(String path);

    /// Where the cells' classes come from: jars and folders.
    List<String> classPath();

    /// What cells have declared and not forgotten since.
    List<Variable> variables();

    /// The sources of the cells before this one.
    List<String> history();

    /// Forgets all that cells declared, but not what they imported.
    void reset();

    /// A variable of the session.
    ///
    /// @param type        as it would be declared
    /// @param nativeBytes what it holds outside of Java's heap, as far as that is known
    record Variable(String name, String type, @Nullable Object value, long nativeBytes) {}

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
