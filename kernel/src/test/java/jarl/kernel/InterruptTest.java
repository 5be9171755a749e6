package jarl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jarl.kernel.java.CellFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An interrupt")
@Timeout(60)
class InterruptTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.standard());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "while (true) {}",
        "for (long i = 0; ; i++) { for (int j = 0; j < 1_000_000; j++) { i ^= j; } }",
        "class Spin { static int deep(int n) { return n > 100 ? 0 : deep(n + 1); } }\nwhile (true) Spin.deep(1);",
        "Stream.iterate(1L, n -> n + 1).filter(n -> n < 0).findFirst();",
        "while (true) { try { Thread.sleep(5); } catch (Exception e) { } }",
        "Thread.sleep(100_000);",
        "new CompletableFuture<Integer>().get();",
        "IntStream.range(0, 8).parallel().forEach(i -> { while (true) {} });",
        "eval(\"Thread.sleep(100_000);\");",
        "Runnable r = () -> { while (true) {} };\nr.run();"})
    void stopsACellThatWouldNeverEnd(String source) throws Exception {
        assertThat(interrupted(source)).isInstanceOf(CellFailure.Interrupted.class);
    }

    @Test
    void reallyStopsTheThreadsThatTheCellStarted() throws Exception {
        session.execute("Thread spinning, sleeping;", 1, new Recorded());
        interrupted("""
                spinning = new Thread(() -> { while (true) {} });
                sleeping = new Thread(() -> { try { Thread.sleep(100_000); } catch (InterruptedException e) { } });
                spinning.start();
                sleeping.start();
                spinning.join();
                """);
        assertThat(shown("spinning.join(5000); sleeping.join(5000); spinning.isAlive() || sleeping.isAlive()"))
                .isEqualTo("false");
    }

    @Test
    void leavesThreadsOfEarlierCellsAlone() throws Exception {
        session.execute("volatile boolean go = true;\nvar earlier = new Thread(() -> { while (go) {} });\n"
                + "earlier.start();", 1, new Recorded());
        interrupted("while (true) {}");
        assertThat(shown("earlier.isAlive()")).isEqualTo("true");
        session.execute("go = false;", 1, new Recorded());
    }

    @Test
    void letsALibraryThatSeesTheFlagEndInOrder() throws Exception {
        session.execute("long done = -1;", 1, new Recorded());
        var failure = interrupted("done = library.Polling.untilInterrupted(() -> { int x = 1; });");
        assertThat(failure).isInstanceOf(CellFailure.Interrupted.class);
        assertThat(Long.parseLong(shown("done"))).isPositive();
    }

    /// The compiler reads jars by channels that an interrupt of its thread would close for good.
    @Test
    void doesNotReachTheCompilerThatACellCalls() throws Exception {
        interrupted("for (int i = 0; ; i++) eval(\"String s\" + i + \" = java.util.zip.ZipFile.class.getName();\");");
        assertThat(shown("org.objectweb.asm.Opcodes.class.getSimpleName() + javax.swing.JLabel.class.getSimpleName()"))
                .isEqualTo("OpcodesJLabel");
    }

    @Test
    void leavesTheNextCellAlone() throws Exception {
        interrupted("while (true) {}");
        session.interrupt();
        session.interrupt();
        assertThat(shown("int sum = 0;\nfor (int i = 0; i < 10; i++) sum += i;\nThread.sleep(1);\nsum")).isEqualTo("45");
    }

    private static String shown(String source) {
        Outcome outcome = session.execute(source, 1, new Recorded());
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.result()).isNotNull();
        return (String) outcome.result().data().get("text/plain");
    }

    /// Interrupts the statements when they have run for a while.
    private static CellFailure interrupted(String source) throws Exception {
        var running = new CompletableFuture<Boolean>();
        var output = new Recorded() {
            @Override
            public void print(boolean toError, String text) {
                running.complete(true);
            }
        };
        var outcome = new FutureTask<>(
                () -> session.execute("{ System.out.print(1);\n" + source + "}", 1, output));
        Thread.ofPlatform().start(outcome);
        running.get(20, TimeUnit.SECONDS);
        Thread.sleep(150); // long enough for the loop to be compiled and to run
        session.interrupt();
        return outcome.get(20, TimeUnit.SECONDS).failure();
    }
}
