package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages of docs/environments")
class EnvironmentPageTest {
    static final Path PAGES = Path.of("..", "docs", "environments");
    static final Path PICTURES = Path.of("..", "docs", "images", "environments");

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
        Files.createDirectories(PICTURES);
        for (var page : pages().entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            String name = page.getKey().replace(".md", "");
            Files.write(PICTURES.resolve(name + ".png"), picture(name).png(1));
        }
    }

    static Picture picture(String name) {
        return Objects.requireNonNull(EnvironmentPage.picture(name), name + " draws no picture");
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
    void showEachWorldAsItDrawsItself() throws IOException {
        for (String page : pages().keySet()) {
            String name = page.replace(".md", "");
            BufferedImage shown = ImageIO.read(PICTURES.resolve(name + ".png").toFile());
            assertThat(shown.getWidth()).as(name).isEqualTo(picture(name).width());
            assertThat(shown.getHeight()).as(name).isEqualTo(picture(name).height());
        }
    }

    @Test
    void nameEveryOptionAndTheTimeLimit() {
        assertThat(EnvironmentPage.of("FrozenLake-v1"))
                .contains("| `is_slippery` | `true` |", "cut (truncated) after 100 steps", "| solved at | 0.7 |");
    }
}
