/// What a researcher types into a cell, and how what comes back is shown.
///
/// The verbs are static methods of [Lab], imported into every session; views turn the library's values into tables and
/// figures. May use rl-lib, `jarl.studio.plot`, `jarl.kernel` (its extension point), `jarl.kernel.display` and
/// `jarl.kernel.runner`. Nothing is decided here that a program without a notebook would miss. Start reading at [Lab].
@NullMarked
package jarl.studio.notebook;

import org.jspecify.annotations.NullMarked;
