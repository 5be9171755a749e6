/// What `./jarl bench` measures: whole trainings, each in a process of its own, and the parts that they are made of.
///
/// Measures only; what the figures mean stands in `docs/benchmarks.md`, and the kernels have benchmarks of their own
/// beside their tests. Start reading at [Measure].
@NullMarked
package jarl.studio.bench;

import org.jspecify.annotations.NullMarked;
