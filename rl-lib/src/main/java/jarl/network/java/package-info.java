/// The engine in plain Java: multilayer perceptrons on the CPU, the default there.
///
/// What its results depend on is the seed and the numbers that went in; not the number of threads, not the width of
/// the machine's vectors, not whether the compiler has come by yet. Every number has one owner that computes it in one
/// written order from lane-wise IEEE operations ([Kernels]); nothing here sums partial results of threads, reduces
/// across lanes by the vector library's own order, or calls its transcendental functions. Allocates nothing once its
/// buffers have met the largest batch.
///
/// May use [jarl.network] and [jarl.state]. Anything that is not a perceptron is for `jarl.network.torch`. Start
/// reading at [JavaEngine].
@NullMarked
package jarl.network.java;

import org.jspecify.annotations.NullMarked;
