/// The command line: `./jarl train`, `evaluate`, `notebook run` and the rest.
///
/// Reads arguments, calls the library, prints, and turns what went wrong into one clear message and an exit code: 0 done,
/// 1 failed, 2 wrong usage or config, 130 interrupted. No logic that a notebook would miss lives here. Start reading at
/// [Main].
@NullMarked
package jarl.studio.cli;

import org.jspecify.annotations.NullMarked;
