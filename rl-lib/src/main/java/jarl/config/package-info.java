/// Composes YAML groups and overrides into one config, binds it to records, and knows the origin of every value.
///
/// The meaning is Hydra 1.3's: defaults lists, packages, the override grammar, interpolation, multirun. What differs,
/// and why, stands in `docs/configs.md`. Uses the JDK, SnakeYAML and Jackson. What the keys mean is for the floors
/// above, each with its own record; command lines and run folders live elsewhere. Start reading at [Composer].
@NullMarked
package jarl.config;

import org.jspecify.annotations.NullMarked;
