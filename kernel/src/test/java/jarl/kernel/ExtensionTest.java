package jarl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.java.FailureText;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("An extension")
@Timeout(60)
class ExtensionTest {
    private static JavaSession session;
    private static final Recorded FIRST = new Recorded();

    @BeforeAll
    static void open() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL services = Objects.requireNonNull(ExtensionTest.class.getResource("/extensions/"));
        try (var loader = new URLClassLoader(new URL[] {services}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            session = JavaSession.open(SessionOptions.standard());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        session.execute("class Own {}", 1, FIRST);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void bringsItsImportsAndRenderers() {
        Outcome outcome = session.execute("fruit(\"fig\")", 2, new Recorded());
        assertThat(Objects.requireNonNull(outcome.result()).data()).containsEntry("text/html", "<b>fig</b>");
    }

    @Test
    void seesTheSession() {
        assertThat(library.FruitExtension.latest()).isSameAs(session);
        session.execute("library.FruitExtension.latest().cell()", 7, new Recorded());
        assertThat(session.cell()).isEqualTo(7);
        assertThat(session.sourceOf("Own")).isEqualTo("class Own {}");
    }

    @Test
    void hearsOfEachCellBeforeItRuns() {
        session.execute("var heard = lastCell();", 3, new Recorded());
        Outcome outcome = session.execute("heard", 4, new Recorded());
        assertThat(Objects.requireNonNull(outcome.result()).data()).containsEntry("text/plain", "var heard = lastCell();");
    }

    @Test
    void sparesTheReaderTheFramesOfAnExceptionThatSpeaksForItself() {
        Outcome outcome = session.execute("eat(fruit(\"fig\"))", 5, new Recorded());
        String text = FailureText.of(Objects.requireNonNull(outcome.failure())).plain();
        assertThat(text).contains("This fruit is rotten", "Cell In[5], line 1").doesNotContain("FruitExtension.eat");
    }

    @Test
    void completesWithinATextOfItsOwnAndLeavesTheRestToJava() {
        assertThat(session.complete("fruit(\"f", 8).matches()).containsOnlyKeys("fig");
        assertThat(session.complete("fruit(\"f\").na", 13).matches()).containsKey("name()");
    }

    @Test
    void tellsHowMuchMemoryOutsideOfTheHeapItsValuesTake() {
        session.execute("var inMemory = fruit(\"plum\");", 6, new Recorded());
        Outcome outcome = session.execute("%vars", 8, new Recorded());
        assertThat(Objects.requireNonNull(outcome.result()).data().get("text/plain").toString())
                .containsPattern("inMemory +\\S+Fruit +plum +4 B");
    }

    @Test
    void thatCannotStartIsNamedInTheFirstCellAndDoesNoHarm() {
        assertThat(FIRST.err()).contains("\"broken\" could not start", "no licence");
    }
}
