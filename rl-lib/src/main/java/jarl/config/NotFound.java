package jarl.config;

import java.util.List;

/// Says that a config is not there, and which are.
final class NotFound {
    private NotFound() {}

    static ConfigException config(Repository repository, DefaultsTree.Branch branch) {
        DefaultEntry entry = branch.entry;
        String name = String.valueOf(entry.name());
        List<String> options = repository.options(entry.group());
        String near = Nearest.to(name, options).map(option -> "; did you mean \"" + option + "\"?").orElse(".");
        String known = options.isEmpty() ? "" : "\nThere: " + String.join(", ", options);
        if (entry.primary) {
            return new ConfigException(ErrorKind.UNKNOWN_CONFIG,
                    "There is no config \"" + entry.configPath() + "\"" + near + known + repository.searchPath());
        }
        String where = branch.entry.origin.in();
        if (!entry.isGroup()) {
            return new ConfigException(ErrorKind.UNKNOWN_CONFIG, "There is no config \"" + entry.configPath()
                    + "\", named " + where + near + known + repository.searchPath());
        }
        if (options.isEmpty()) {
            List<String> groups = repository.groups();
            return new ConfigException(ErrorKind.UNKNOWN_OPTION, "There is no option \"" + name + "\", named " + where
                    + ", for there is no group \"" + entry.group() + "\""
                    + Nearest.to(entry.group(), groups).map(group -> "; did you mean \"" + group + "\"?").orElse(".")
                    + "\nGroups: " + String.join(", ", groups) + repository.searchPath());
        }
        return new ConfigException(ErrorKind.UNKNOWN_OPTION, "The group " + entry.group() + " has no option \"" + name
                + "\", named " + where + near + "\nOptions: " + String.join(", ", options) + repository.searchPath());
    }
}
