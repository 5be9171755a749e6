/// Gymnasium's worlds of classic control, number for number: carts, poles and cars under a force.
///
/// One file is one world, from its dynamics to its picture; what is known about it stands in its `ENTRY`. Nothing
/// here knows who acts. Start reading at [CartPole].
@NullMarked
package jarl.env.classic;

import org.jspecify.annotations.NullMarked;
