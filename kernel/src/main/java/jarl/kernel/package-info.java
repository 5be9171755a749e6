/// A Java kernel for Jupyter: one session of cells, and what may join it.
///
/// Knows no reinforcement learning; others join through [Extension]. The process that Jupyter starts is [Main], the
/// session itself [JavaSession]; [jarl.kernel.protocol] speaks to front ends, [jarl.kernel.runner] executes notebooks
/// without one. Start reading at [JavaSession].
@NullMarked
package jarl.kernel;

import org.jspecify.annotations.NullMarked;
