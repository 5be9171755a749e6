package jarl.env.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.space.Discrete;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Snake")
class SnakeTest {
    static final int STRAIGHT = 0;
    static final int RIGHT = 1;
    static final int LEFT = 2;

    static Environment snake(Map<String, ?> options) {
        return Environments.make("Snake-v1", options);
    }

    /// A board of 4 × 4, written down: food, direction, and the body's cells from the tail.
    static Environment board(Map<String, ?> options, int food, int direction, int... body) {
        Environment snake = snake(options);
        double[] state = new double[4 + body.length];
        state[0] = food;
        state[1] = direction;
        for (int i = 0; i < body.length; i++) {
            state[4 + i] = body[i];
        }
        snake.restore(state, NumpyRandom.seeded(1));
        return snake;
    }

    static final Map<String, Object> FOUR = Map.of("grid_size", 4);

    /// Every kind of sight and of action, each with a seed of its own.
    static List<Map<String, Object>> kinds() {
        return List.of(
                Map.of("grid_size", 5, "seg_size", 2),
                Map.of("grid_size", 2, "seg_size", 0),
                Map.of("grid_size", 5, "danger_frame", "board", "action_frame", "board"),
                Map.of("grid_size", 4, "vision", 2, "action_frame", "board"),
                Map.of("grid_size", 5, "vision", 1, "danger_frame", "board", "seg_size", 7),
                Map.of("grid_size", 3, "vision", -1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsItsLawsThroughRandomGames(Map<String, Object> options) {
        Environment snake = snake(options);
        int choices = ((Discrete) snake.actionSpace()).n();
        var random = NumpyRandom.seeded(kinds().indexOf(options));
        snake.reset(random);
        for (int t = 0; t < 3000; t++) {
            double[] before = snake.state();
            Step step = snake.step(Action.of(random.nextInt(choices)));
            double[] after = snake.state();
            var body = new HashSet<Double>();
            for (int i = 4; i < after.length; i++) {
                body.add(after[i]);
            }
            assertThat(body).as("no cell of the body twice").hasSize(after.length - 4);
            assertThat(body).as("food never on the body").doesNotContain(after[0]);
            boolean ate = step.reward() == 1;
            assertThat(after.length - before.length).as("grows by an apple, and by nothing else")
                    .isEqualTo(ate ? 1 : 0);
            assertThat(step.measures().get("apples")).isEqualTo(after.length - 5.0);
            assertThat(snake.observationSpace().contains(step.observation())).isTrue();
            if (step.ended()) {
                snake.reset(random);
            }
        }
    }

    @Test
    void mayEnterTheCellItsTailLeaves() {
        // a ring of four cells, the head at 5 heading up, the tail to its left
        Environment snake = board(FOUR, 15, 3, 4, 0, 1, 5);
        assertThat(snake.step(Action.of(LEFT)).terminated()).isFalse();
    }

    @Test
    void diesOnItselfAndAtTheWall() {
        Environment ring = board(FOUR, 15, 3, 8, 4, 0, 1, 5);
        Step self = ring.step(Action.of(LEFT));
        assertThat(self.terminated()).isTrue();
        assertThat(self.reward()).isEqualTo(-1);
        assertThat(ring.scene()).containsEntry("death_reason", "self").containsEntry("game_over", true);

        Environment edge = board(FOUR, 15, 0, 3);
        assertThat(edge.step(Action.of(STRAIGHT)).terminated()).isTrue();
        assertThat(edge.scene()).containsEntry("death_reason", "wall");
    }

    @Test
    void winsOnAFullBoard() {
        Environment snake = board(Map.of("grid_size", 2), 2, 2, 0, 1, 3);
        Step step = snake.step(Action.of(STRAIGHT));
        assertThat(step.terminated()).isTrue();
        assertThat(step.reward()).isEqualTo(1);
        assertThat(step.measures()).containsEntry("length", 4.0);
        assertThat(snake.scene()).containsEntry("game_over", true).doesNotContainKey("death_reason");
    }

    @Test
    void starvesAfterAsManyStepsAsTheBoardHasCells() {
        Environment snake = board(Map.of("grid_size", 3), 8, 0, 0);
        for (int t = 1; t < 9; t++) {
            assertThat(snake.step(Action.of(t == 1 ? STRAIGHT : RIGHT)).terminated()).isFalse();
        }
        Step last = snake.step(Action.of(RIGHT));
        assertThat(last.terminated()).isTrue();
        assertThat(last.reward()).isEqualTo(-0.5);
        assertThat(snake.scene()).containsEntry("death_reason", "starvation");
    }

    @Test
    void seesDangerInItsOwnFrameOrTheBoards() {
        // in the upper right corner, heading up: ahead and right are walls
        float[] own = board(FOUR, 12, 3, 3).restore(new double[] {12, 3, 0, 0, 3}, NumpyRandom.seeded(1));
        assertThat(own).endsWith(1, 1, 0);
        float[] boards = board(Map.of("grid_size", 4, "danger_frame", "board"), 12, 3, 3)
                .restore(new double[] {12, 3, 0, 0, 3}, NumpyRandom.seeded(1));
        assertThat(boards).endsWith(1, 0, 0, 1); // up, down, left, right
    }

    @Test
    void seesFoodDirectionHungerAndItsFirstSegments() {
        float[] seen = board(FOUR, 12, 0, 8, 9, 10)
                .restore(new double[] {12, 0, 8, 20, 8, 9, 10}, NumpyRandom.seeded(1));
        assertThat(seen).startsWith(-2 / 4f, 1 / 4f, 1, 0, 8 / 16f, -1 / 4f, 0, -1 / 4f, 0, 0, 0);
    }

    @Test
    void seesAWindowOrTheWholeBoard() {
        float[] window = board(Map.of("grid_size", 4, "vision", 1, "seg_size", 0), 12, 3, 3)
                .restore(new double[] {12, 3, 0, 0, 3}, NumpyRandom.seeded(1));
        assertThat(window).endsWith(1, 1, 1, 0, 1, 0, 0, 1);
        float[] whole = board(Map.of("grid_size", 2, "vision", -1, "seg_size", 0), 3, 0, 0, 1)
                .restore(new double[] {3, 0, 0, 0, 0, 1}, NumpyRandom.seeded(1));
        assertThat(whole).endsWith(-0.5f, -1, 0, 1);
    }

    @Test
    void paysByFormula() {
        var options = Map.of("grid_size", 4, "rewards", Map.of(
                "step", "-0.001 * (hunger + 1)", "apple_eaten", "snake_length / grid_size", "death_wall", -7));
        Environment snake = board(options, 2, 0, 0);
        assertThat(snake.step(Action.of(STRAIGHT)).reward()).isEqualTo(-0.002);
        assertThat(snake.step(Action.of(STRAIGHT)).reward()).isEqualTo(0.5);
        snake.step(Action.of(LEFT));
        assertThat(board(options, 12, 0, 3).step(Action.of(STRAIGHT)).reward()).isEqualTo(-7);
    }

    @Test
    void goesToASideOfTheBoardButNeverBack() {
        Environment snake = board(Map.of("grid_size", 4, "action_frame", "board"), 15, 0, 5);
        Discrete sides = (Discrete) snake.actionSpace();
        snake.step(Action.of(sides.choice("up")));
        assertThat(snake.state()).endsWith(1);
        snake.step(Action.of(sides.choice("down"))); // goes on upwards, into the wall
        assertThat(snake.scene()).containsEntry("death_reason", "wall");
        assertThatThrownBy(() -> sides.choice("straight"))
                .hasMessage("No choice is called \"straight\"; there are: up, down, left, right");
    }

    @Test
    void refusesAnEventItDoesNotKnowAndAnImpossibleBoard() {
        assertThatThrownBy(() -> snake(Map.of("rewards", Map.of("apple", 2))))
                .hasMessage("Snake pays for no event \"apple\"; it knows: apple_eaten, death_wall, death_self,"
                        + " death_starvation, step");
        assertThatThrownBy(() -> snake(Map.of("grid_size", 1))).hasMessageContaining("grid_size in 2 … 1000");
        assertThatThrownBy(() -> snake(Map.of("danger_frame", "own")))
                .hasMessageContaining("\"relative\" or \"board\"");
    }
}
