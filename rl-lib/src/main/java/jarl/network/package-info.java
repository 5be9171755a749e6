/// Differentiable maps of rows in two engines behind one interface, and the heads that read their outputs.
///
/// An engine is forward, backward and optimizer; it knows no policy. A [Head], in plain Java, turns raw outputs into
/// actions, log-probabilities and values, and weights on their gradients back into gradients on the outputs. The
/// engines live in `jarl.network.java` (Vector API, the default for multilayer perceptrons on the CPU) and
/// `jarl.network.torch` (DJL PyTorch). May use [jarl.space] and [jarl.state]; DJL only inside `.torch`. No learning
/// rule lives here. [Engines] opens the engine that a config names, [Devices] knows the machine. Start reading at
/// [Network].
@NullMarked
package jarl.network;

import org.jspecify.annotations.NullMarked;
