package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.run.checkpoint.State;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.Space;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Each built-in world")
class BuiltInWorldsTest {
    private static final int COUNT = 5;
    private static final int STEPS = 400;
    private static final Map<String, Integer> SHORT = Map.of("max_episode_steps", 60); // so that clocks ring too

    static Stream<String> names() {
        return Environments.names().stream().filter(Environments::isBuiltIn);
    }

    /// One action for each world, each from a stream of its own.
    static float[] actions(Space space, NumpyRandom[] randoms) {
        float[] actions = new float[randoms.length];
        for (int i = 0; i < randoms.length; i++) {
            actions[i] = switch (space) {
                case Discrete choices -> randoms[i].nextInt(choices.n());
                case Box box -> (float) randoms[i].nextDouble(box.low(0), box.high(0));
                default -> throw new AssertionError(space);
            };
        }
        return actions;
    }

    static NumpyRandom[] randoms() {
        return LongStream.range(0, COUNT).mapToObj(NumpyRandom::seeded).toArray(NumpyRandom[]::new);
    }

    static long[] seeds() {
        return LongStream.range(40, 40 + COUNT).toArray();
    }

    @ParameterizedTest
    @MethodSource("names")
    void walksTheSameWayAloneInCompanyAndOnSeveralThreads(String name) {
        try (var together = Environments.vector(name, COUNT, SHORT);
                var threaded = Environments.vector(name, COUNT, SHORT, 2);
                var alone = Environments.vector(name, 1, SHORT)) {
            together.reset(seeds());
            threaded.reset(seeds());
            alone.reset(new long[] {seeds()[3]});
            int width = together.observationSpace().width();
            NumpyRandom[] randoms = randoms();
            for (int t = 0; t < STEPS; t++) {
                float[] actions = actions(together.actionSpace(), randoms);
                together.step(actions);
                threaded.step(actions);
                alone.step(new float[] {actions[3]});
                assertThat(alone.observations())
                        .containsExactly(Arrays.copyOfRange(together.observations(), 3 * width, 4 * width));
                assertThat(alone.rewards()).containsExactly(together.rewards()[3]);
                assertThat(alone.terminated()).containsExactly(together.terminated()[3]);
                assertThat(alone.truncated()).containsExactly(together.truncated()[3]);
                assertThat(threaded.observations()).containsExactly(together.observations());
                assertThat(threaded.rewards()).containsExactly(together.rewards());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void goesOnFromASavedState(String name) {
        try (var saved = Environments.vector(name, COUNT, SHORT);
                var resumed = Environments.vector(name, COUNT, SHORT)) {
            saved.reset(seeds());
            NumpyRandom[] randoms = randoms();
            for (int t = 0; t < 77; t++) {
                saved.step(actions(saved.actionSpace(), randoms));
            }
            resumed.load(State.of(saved).reader());
            for (int t = 0; t < 77; t++) {
                assertThat(resumed.observations()).containsExactly(saved.observations());
                float[] actions = actions(saved.actionSpace(), randoms);
                saved.step(actions);
                resumed.step(actions);
                assertThat(resumed.rewards()).containsExactly(saved.rewards());
                assertThat(resumed.truncated()).containsExactly(saved.truncated());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void drawsItselfAndSaysItsSceneInJson(String name) throws JsonProcessingException {
        try (Environment world = Environments.make(name, Map.of())) {
            world.reset(NumpyRandom.seeded(1));
            assertThat(Objects.requireNonNull(world.picture()).png(0.5)).startsWith(0x89, 'P', 'N', 'G');
            var json = new ObjectMapper();
            Map<String, Object> scene = Objects.requireNonNull(world.scene());
            assertThat(json.readTree(json.writeValueAsString(scene))).hasSameSizeAs(scene.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void looksTheSameThroughWrappersThatChangeNothing(String name) {
        try (Environment bare = Environments.make(name, SHORT);
                Environment wrapped = neutral(Environments.make(name, SHORT))) {
            NumpyRandom[] one = {NumpyRandom.seeded(3)};
            assertThat(wrapped.name()).isEqualTo(name);
            assertThat(wrapped.reset(NumpyRandom.seeded(9))).containsExactly(bare.reset(NumpyRandom.seeded(9)));
            for (int t = 0; t < 60; t++) {
                float[] action = actions(bare.actionSpace(), one);
                Step plain = bare.step(Action.of(action));
                Step through = wrapped.step(Action.of(action));
                assertThat(through).hasToString(plain.toString());
                assertThat(through.measures()).isEqualTo(plain.measures());
                assertThat(wrapped.scene()).isEqualTo(bare.scene());
                assertThat(wrapped.actionMask()).isEqualTo(bare.actionMask());
                if (plain.ended()) {
                    break;
                }
            }
        }
    }

    /// A far clock, the reward itself, and for boxes the bounds they have anyway.
    private static Environment neutral(Environment world) {
        Environment paid = new TimeLimit(new RewardFormula(world, "reward"), 1_000_000);
        return world.actionSpace() instanceof Box box
                ? RescaledActions.clipped(new RescaledActions(paid, box.low(0), box.high(0))) : paid;
    }
}
