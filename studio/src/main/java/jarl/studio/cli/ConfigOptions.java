package jarl.studio.cli;

import jarl.config.Composer;
import jarl.config.Config;
import jarl.run.Configs;
import jarl.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What chooses a config, with Hydra's names.
final class ConfigOptions {
    @Option(
            names = {"-cn", "--config-name"},
            paramLabel = "NAME",
            description = "The primary config, a file in the config folder (default: ${DEFAULT-VALUE}).")
    String configName = "config";

    @Option(
            names = {"-cd", "--config-dir"},
            paramLabel = "DIR",
            description = "A config folder that is searched first.")
    @Nullable Path configDir;

    @Parameters(
            paramLabel = "OVERRIDE",
            description = "group=option, key=value, +key=value (add), ~key (remove).")
    List<String> overrides = new ArrayList<>();

    Workspace workspace() {
        return Workspace.around(Path.of(""));
    }

    Composer composer() {
        return configDir == null
                ? Configs.composer(workspace().shownConfigs())
                : Configs.composer(configDir, workspace().shownConfigs());
    }

    Config compose() {
        return composer().compose(configName, overrides);
    }
}
