package jarl.kernel;

import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.CellFailure;
import org.jspecify.annotations.Nullable;

/// How a cell ended.
///
/// @param result  the value of its last expression, null where there is nothing to show
/// @param failure null if it ran to its end
public record Outcome(@Nullable DisplayBundle result, @Nullable CellFailure failure) {
    static Outcome failed(CellFailure failure) {
        return new Outcome(null, failure);
    }
}
