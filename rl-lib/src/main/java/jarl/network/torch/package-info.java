/// The engine on PyTorch, by way of DJL: for CUDA, for what is not a multilayer perceptron, and the reference that
/// other engines are tested against.
///
/// Native memory is opened and closed in here and nowhere else: each network owns one memory scope, each call another,
/// and both end with a `close` that the garbage collector is never asked for. All calls of one engine pass through its
/// [TorchEngine] one at a time, so nothing is freed while it is read. Nothing outside this package may import DJL.
/// Start reading at [TorchNetwork].
@NullMarked
package jarl.network.torch;

import org.jspecify.annotations.NullMarked;
