/// Who trains a run, and how one looks on: beside the caller in this process, in a process of its own, many jobs of a
/// sweep at a time.
///
/// What is learnt does not depend on it. May use rl-lib, and of the kernel what brings classes of cells back to life.
/// Nothing here prints or draws. Start reading at [Underway].
@NullMarked
package jarl.studio.launch;

import org.jspecify.annotations.NullMarked;
