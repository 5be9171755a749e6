package jarl.studio.notebook;

import jarl.config.Completion;
import jarl.kernel.java.Help;
import jarl.run.Configs;
import jarl.run.Workspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Completes overrides within the texts of `config("…")` and `train("…")`.
final class OverrideCompletion {
    /// The call is open, and so is a text in it.
    private static final Pattern WITHIN = Pattern.compile("\\b(config|train)\\((?:[^\"();]*\"[^\"]*\")*[^\"();]*\"[^\"]*$");

    private OverrideCompletion() {}

    /// What may stand at the cursor.
    ///
    /// @return null outside of such texts
    static Help.@Nullable Completions at(String text, int cursor) {
        if (!WITHIN.matcher(text.substring(0, cursor)).find()) {
            return null;
        }
        Path configs = Workspace.around(Path.of("")).shownConfigs();
        var candidates = new Completion(Configs.composer(configs), "config").at(text, cursor);
        Map<String, Boolean> matches = candidates.words().stream().collect(Collectors.toMap(word -> word, word -> true));
        return new Help.Completions(candidates.start(), matches);
    }
}
