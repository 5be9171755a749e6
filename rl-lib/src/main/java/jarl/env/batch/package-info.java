/// Episodes asked for and answered in JSON, a line each, for programs in other languages.
///
/// May use what [jarl.env] may, its worlds, and Jackson; kept apart so that the worlds themselves know no JSON. Start
/// reading at [EnvironmentBatch].
@NullMarked
package jarl.env.batch;

import org.jspecify.annotations.NullMarked;
