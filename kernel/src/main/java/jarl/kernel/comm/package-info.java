/// Comms: messages between the code of cells and what runs in the front end's page.
///
/// Knows who talks with whom; how messages travel is the business of [jarl.kernel.protocol]. Start reading at [Comms].
@NullMarked
package jarl.kernel.comm;

import org.jspecify.annotations.NullMarked;
