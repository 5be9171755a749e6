package jarl.config;

import jarl.config.Node.MapNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `hydra` section that every config has without showing it: folders of runs and sweeps, sweep parameters.
final class HydraSection {
    private static final Map<String, List<String>> GROUPS = Map.of(
            "hydra/launcher", List.of("basic"),
            "hydra/sweeper", List.of("basic"),
            "hydra/job_logging", List.of("default", "disabled", "none", "stdout"),
            "hydra/hydra_logging", List.of("default", "disabled", "hydra_debug", "none"),
            "hydra/output", List.of("default"),
            "hydra/help", List.of("default"));

    private static final MapNode DEFAULTS = (MapNode) YamlReader.read("hydra", """
        run: {dir: 'outputs/${now:%Y-%m-%d}/${now:%H-%M-%S}'}
        sweep: {dir: 'multirun/${now:%Y-%m-%d}/${now:%H-%M-%S}', subdir: '${hydra.job.num}'}
        sweeper: {params: null, max_batch_size: null}
        searchpath: []
        mode: null
        verbose: false
        output_subdir: hydra
        job: {name: jarl, num: 0, id: '0', chdir: null, override_dirname: '', config_name: null}
        runtime: {cwd: null, output_dir: null, version: null, choices: {}}
        """);

    private HydraSection() {}

    static MapNode defaults() {
        return DEFAULTS.copy();
    }

    /// Whether the group is one of Hydra's own; its option is checked, and means nothing else here.
    static boolean isOwn(String group, @Nullable Object option, Origin origin) {
        String plain = group.startsWith("/") ? group.substring(1) : group;
        if (!plain.startsWith("hydra/")) {
            return false;
        }
        List<String> options = GROUPS.get(plain);
        if (options == null) {
            throw new ConfigException(
                    ErrorKind.UNKNOWN_GROUP,
                    "There is no group \"" + plain + "\", named " + origin.in()
                            + Nearest.suggestion(plain, GROUPS.keySet()));
        }
        if (option != null && !options.contains(String.valueOf(option))) {
            throw new ConfigException(
                    ErrorKind.UNKNOWN_OPTION,
                    "The group %s has no option \"%s\", named %s.\nOptions: %s"
                            .formatted(plain, option, origin.in(), String.join(", ", options)));
        }
        return true;
    }
}
