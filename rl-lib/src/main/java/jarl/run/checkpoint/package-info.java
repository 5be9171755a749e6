/// What outlives a run: policies and training states on disk, written whole or not at all and read with suspicion.
///
/// A [Checkpoints] folder holds one folder a step, each with the policy ([SavedPolicy]), everything else that training
/// needs to go on ([State]) and a manifest of checksums; both data files are plain [Safetensors]. What is saved is for
/// the objects themselves to say ([jarl.state]); when to save, for [jarl.run]. May use [jarl.env], [jarl.network], [jarl.space]
/// and [jarl.state]. Start reading at [Checkpoints].
@NullMarked
package jarl.run.checkpoint;

import org.jspecify.annotations.NullMarked;
