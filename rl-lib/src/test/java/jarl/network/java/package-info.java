@NullMarked
package jarl.network.java;

import org.jspecify.annotations.NullMarked;
