package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An environment written in a cell")
class CellTest {
    private static final String[] CELLS = {
        """
        import jarl.env.*;
        import jarl.space.Space;
        import java.util.random.RandomGenerator;
        """,
        """
        class Walk implements Environment {
            static final int LENGTH = 10;                       // cells; the goal is the last one
            int cell;

            public Space observationSpace() { return Space.box(1, 0, LENGTH - 1); }
            public Space actionSpace()      { return Space.discrete(2); }          // 0 left, 1 right

            public float[] reset(RandomGenerator random) { cell = 0; return new float[] {cell}; }

            public Step step(Action action) {
                cell = Math.clamp(cell + (action.choice() == 1 ? 1 : -1), 0, LENGTH - 1);
                return cell == LENGTH - 1 ? Step.end(0, cell) : Step.on(-1, cell); // −1 a step: hurry
            }
        }
        """,
        """
        Environments.register("cell-walk", Walk::new);
        """
    };

    /// Every snippet of every cell, one after the other, in this JVM.
    private static void run(JShell shell, String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                assertThat(event.status()).as(next.source()).isEqualTo(Snippet.Status.VALID);
                assertThat(event.exception()).isNull();
            }
            rest = next.remaining();
        }
    }

    @Test
    void isKnownToTheCatalogueAloneAndAsAVector() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            for (String cell : CELLS) {
                run(shell, cell);
            }
            var limited = Map.of("max_episode_steps", 100);
            assertThat(EnvironmentCheck.problems(() -> Environments.make("cell-walk", limited))).isEmpty();
            VectorEnvironment walks = Environments.vector("cell-walk", 2, Map.of());
            walks.reset(new long[] {1, 2});
            for (int t = 0; t < 9; t++) {
                assertThat(walks.terminated()).containsExactly(false, false);
                walks.step(new float[] {1, 0});
            }
            assertThat(walks.terminated()).containsExactly(true, false);
            assertThat(walks.finalObservations()[0]).isEqualTo(9);
            assertThat(Environments.isBuiltIn("cell-walk")).isFalse();
        }
    }
}
