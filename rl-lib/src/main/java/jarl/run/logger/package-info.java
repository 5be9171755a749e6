/// Where metric rows go: one class for each format.
///
/// A logger writes rows in the order they come and knows nothing of training. What it writes grows only at its end, so
/// that a resumed run can be cut back to its checkpoint. Start reading at [Loggers].
@NullMarked
package jarl.run.logger;

import org.jspecify.annotations.NullMarked;
