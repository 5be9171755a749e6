/// Magics: lines that begin with `%`, cells that begin with `%%`.
///
/// Finds them in a cell, runs them, and says what there is. What they need of the session they ask of [MagicSession];
/// they know neither Jupyter nor JShell. Start reading at [Magics].
@NullMarked
package jarl.kernel.magic;

import org.jspecify.annotations.NullMarked;
