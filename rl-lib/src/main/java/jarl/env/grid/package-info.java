/// Worlds of cells, and one of cards: Gymnasium's toy worlds, number for number, and Snake.
///
/// One file is one world, from its rules to its picture; what is known about it stands in its `ENTRY`. Nothing here
/// knows who acts. Start reading at [FrozenLake].
@NullMarked
package jarl.env.grid;

import org.jspecify.annotations.NullMarked;
