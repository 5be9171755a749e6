/// What may be observed or done.
///
/// A space knows how many floats one of its elements takes in a row, and whether a row is one of its elements. It
/// knows no environment and no network. Uses nothing but the JDK. Start reading at [Space].
@NullMarked
package jarl.space;

import org.jspecify.annotations.NullMarked;
