/// Metrics as tables, tables as figures: what a run wrote down, read with Tablesaw and drawn with Plotly.
///
/// A [Figure] survives where notebooks go: interactive without a network in JupyterLab, Notebook and exported HTML; a
/// still picture where scripts are not run. Reads run folders as files and shows through [jarl.kernel.display]; it
/// trains nothing, measures nothing, and knows no run that is not written down. Start reading at [Curve].
@NullMarked
package jarl.studio.plot;

import org.jspecify.annotations.NullMarked;
