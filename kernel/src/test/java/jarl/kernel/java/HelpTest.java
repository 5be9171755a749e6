package jarl.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.JavaSession;
import jarl.kernel.SessionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Help")
@Timeout(60)
class HelpTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.standard());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void showsTheJavadocOfAMethodWhoseLibraryBringsItsSources() {
        assertThat(describe("jarl.kernel.display.Display.show")).isEqualTo(
                "DisplayHandle Display.show(Object value)\nShows `value`; the handle replaces it later, in place.");
    }

    @Test
    void tellsMethodsOfOneNameApartByTheirParameters() {
        assertThat(describe("jarl.kernel.display.DisplayBundle.html("))
                .isEqualTo("DisplayBundle DisplayBundle.html(String html, String plain)\n"
                        + "HTML with what is shown where HTML is not.");
    }

    @Test
    void showsTheJavadocOfAClassAndOfARecordAsItIsMade() {
        assertThat(describe("jarl.kernel.display.Display")).startsWith("Display\nShows values where the program runs");
        assertThat(describe("new jarl.kernel.display.DisplayBundle("))
                .startsWith("DisplayBundle(Map<String,Object> data, Map<String,Object> metadata)\nOne value in several");
    }

    @Test
    void showsTheJavadocOfAVerbThatNeedsNoImport() {
        assertThat(describe("progress")).contains("Iterable<T> values", "with a bar that shows how many");
    }

    @Test
    void writesMarkdownsLinksAsWords() {
        assertThat(JavadocText.of("Of [Display], [it][#use] and [Display#show()]; shape `[steps]`."))
                .isEqualTo("Of Display, it and Display#show(); shape `[steps]`.");
    }

    @Test
    void showsASignatureWhereThereIsNoSource() {
        assertThat(describe("org.objectweb.asm.Opcodes")).isEqualTo("Opcodes");
    }

    private static String describe(String text) {
        String description = session.help().describe(text, text.length());
        assertThat(description).isNotNull();
        return description;
    }
}
