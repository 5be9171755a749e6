/// What lies in the folders of all runs, as tables, and SQL over it.
///
/// Every question reads the files; nothing is stored beside them that could be out of date. May use rl-lib, Tablesaw and
/// DuckDB. Nothing here draws or prints. Start reading at [RunTables], then [RunSql].
@NullMarked
package jarl.studio.store;

import org.jspecify.annotations.NullMarked;
