/// Makes the kernel known to Jupyter, and makes it start quickly.
///
/// Writes a kernelspec and trains a start-up archive; who calls it says with which flags and libraries. Start reading
/// at [KernelSpec].
@NullMarked
package jarl.kernel.install;

import org.jspecify.annotations.NullMarked;
