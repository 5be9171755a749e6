package jarl.run;

import jarl.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A setting in which runs differ.
///
/// @param key    `algorithm.clip_range`
/// @param values one for each run, in their order: as YAML shows them, `–` where a run has no such key
public record ConfigDifference(String key, List<String> values) {
    private static final String NONE = "–";

    /// Every setting that is not the same in all of them, in the order of the first config that has it.
    ///
    /// @throws RunException if the config of one is missing
    public static List<ConfigDifference> between(List<Run> runs) {
        List<Config> configs = runs.stream().map(RunFiles::config).toList();
        Set<String> keys = new LinkedHashSet<>();
        configs.forEach(config -> config.origins().keySet().stream()
                .filter(key -> !isItem(config, key))
                .forEach(keys::add));
        List<ConfigDifference> differences = new ArrayList<>();
        for (String key : keys) {
            List<String> values = configs.stream().map(config -> text(config, key)).toList();
            if (values.stream().distinct().count() > 1) {
                differences.add(new ConfigDifference(key, values));
            }
        }
        return differences;
    }

    /// Whether the key is that of a list's item, which the list's own row shows.
    private static boolean isItem(Config config, String key) {
        int dot = key.lastIndexOf('.');
        return dot >= 0 && config.value(key.substring(0, dot)) instanceof List<?>;
    }

    private static String text(Config config, String key) {
        return config.has(key) ? Objects.toString(config.value(key)) : NONE;
    }
}
