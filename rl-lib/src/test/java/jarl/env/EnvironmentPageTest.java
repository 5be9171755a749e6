package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages of docs/environments")
class EnvironmentPageTest {
    static final Path PAGES = Path.of("..", "docs", "environments");

    static Map<String, String> pages() {
        var pages = new TreeMap<String, String>();
        for (String name : Environments.names()) {
            if (Environments.isBuiltIn(name)) {
                pages.put(name + ".md", EnvironmentPage.of(name));
            }
        }
        return pages;
    }

    /// Writes them anew; run it from the folder of the module.
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(PAGES);
        for (var page : pages().entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }

    @Test
    void sayWhatTheCodeSays() throws IOException {
        for (var page : pages().entrySet()) {
            assertThat(PAGES.resolve(page.getKey())).as("EnvironmentPageTest.main writes it anew")
                    .hasContent(page.getValue());
        }
        try (var files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pages().keySet());
        }
    }

    @Test
    void nameEveryOptionAndTheTimeLimit() {
        assertThat(EnvironmentPage.of("FrozenLake-v1"))
                .contains("| `is_slippery` | `true` |", "cut (truncated) after 100 steps", "| solved at | 0.7 |");
    }
}
