/// Jupyter's messaging protocol, version 5.4: sockets, signatures, messages, and what each request is answered with.
///
/// The one place that uses the base library (connection file, signatures, ZeroMQ). Java itself is the business of
/// [jarl.kernel.JavaSession]. Start reading at [JupyterServer].
@NullMarked
package jarl.kernel.protocol;

import org.jspecify.annotations.NullMarked;
