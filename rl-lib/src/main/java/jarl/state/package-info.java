/// What a checkpoint can hold, said without knowing what a checkpoint is.
///
/// The lowest floor of the library: an environment, a normaliser, an optimizer, a learner writes its state through
/// [StateWriter] and reads it back through [StateReader]. Files, checksums and formats are for
/// `jarl.run.checkpoint`. Uses nothing but the JDK. Start reading at [Resumable].
@NullMarked
package jarl.state;

import org.jspecify.annotations.NullMarked;
