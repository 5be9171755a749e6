package jarl.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.JavaSession;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.Help.Finished;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void writesLinksAsTheirWordsAndTagsAsAPersonWould() {
        assertThat(JavadocText.of("""
                Like {@link java.util.Locale#getDefault(java.util.Locale.Category)
                 the default}, or {@link String#length()}, of {@code n}.
                @param  <T> of the things
                @param  format
                        a text
                @return its length
                @throws  IllegalArgumentException if it is <b>empty</b>
                @since  1.5
                """)).isEqualTo("""
                Like the default, or String.length(), of n.
                format: a text
                Returns its length
                Throws IllegalArgumentException: if it is empty""");
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

    @ParameterizedTest
    @ValueSource(strings = {"class A {", "int f(int n) {\n    return n;", "1 +", "var t = \"\"\"\n    text", "/* a comment",
            "for (int i = 0; i < 3; i++)", "%time 1\nfor (;;) {", "%%bash", "%%bash\necho 1"})
    void waitsForMoreWhereATextIsNotFinished(String text) {
        assertThat(session.finished(text)).isInstanceOf(Finished.Incomplete.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 + 1", "int a = 1", "int f(int n) {\n    return n;\n}", "// a comment", "%time 1",
            "int a = 1;\n%time a", "%%bash\necho 1\n"})
    void findsATextFinished(String text) {
        assertThat(session.finished(text)).isEqualTo(new Finished.Complete());
    }

    @Test
    void seesThatATextCanNeverBeFinished() {
        assertThat(session.finished("int = 3 4;")).isEqualTo(new Finished.Invalid());
    }

    @Test
    void countsBracketsWhileThereIsNoSession() {
        assertThat(Help.roughly("int f(int n) {")).isEqualTo(new Finished.Incomplete("    "));
        assertThat(Help.roughly("int f(int n) {\n    return '{';\n}")).isEqualTo(new Finished.Complete());
    }

    private static String describe(String text) {
        String description = session.help().describe(text, text.length());
        assertThat(description).isNotNull();
        return description;
    }
}
