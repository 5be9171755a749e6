/// Java, cell by cell: JShell in this JVM, with an interrupt that reaches endless loops, errors that name cell and line,
/// completion and inspection.
///
/// Knows nothing of Jupyter, of magics or of how values are shown. Uses the JDK and ASM. Start reading at [Evaluator].
@NullMarked
package jarl.kernel.java;

import org.jspecify.annotations.NullMarked;
