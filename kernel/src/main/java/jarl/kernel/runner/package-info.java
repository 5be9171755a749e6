/// Notebooks and scripts executed in this process, by the same session that Jupyter's cells run in; no Python needed.
///
/// Reads and writes `.ipynb` files and reports how each cell went; what a cell means is the business of
/// [jarl.kernel.JavaSession]. Start reading at [NotebookRunner].
@NullMarked
package jarl.kernel.runner;

import org.jspecify.annotations.NullMarked;
