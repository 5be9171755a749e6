package jarl.config;

import jarl.config.Node.MapNode;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A section whose keys another value of the config decides.
///
/// @param path     of the section, dotted
/// @param by       of the value, dotted
/// @param defaults of a value: key → default; null where the value is unknown
record DependentSection(String path, String by, Function<String, @Nullable Map<String, ?>> defaults) {
    /// Lays the defaults beneath the section and gives its keys their types.
    ///
    /// @param decided the tree in which the value is looked up
    /// @throws ConfigException if what the section holds does not fit
    void lay(MapNode root, MapNode decided, Surroundings surroundings) {
        Node chosen = KeyPath.find(decided, by);
        Node section = KeyPath.find(root, path);
        if (chosen == null || section == null) {
            return;
        }
        String value = Text.of(new Resolver(decided, surroundings).plainValue(chosen));
        Map<String, ?> known = defaults.apply(value);
        if (known != null) {
            MapNode above = (MapNode) Objects.requireNonNull(section.parent);
            Object key = Objects.requireNonNull(section.key);
            above.put(key, Coercion.fit(Schemas.section(value, known), section));
        }
    }
}
