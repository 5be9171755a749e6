package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.env.Wrapper;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for a run whatever it learns by, and whatever it does in its world: choices, several at once, numbers.
/// Batches are as large as the Java engine needs to share them out among threads.
@DisplayName("A run by any rule")
class EveryRuleTest {
    private static final Map<String, List<String>> RULES = Map.ofEntries(
            Map.entry("ppo", List.of("algorithm.n_steps=32", "algorithm.batch_size=64", "algorithm.n_epochs=2")),
            Map.entry("ppo of several choices", List.of(
                    "algorithm=ppo", "algorithm.n_steps=32", "algorithm.batch_size=64", "algorithm.n_epochs=2")),
            Map.entry("ppo of numbers", List.of(
                    "algorithm=ppo", "algorithm.n_steps=64", "algorithm.n_epochs=2", "algorithm.target_kl=0.01",
                    "algorithm.value_clip=max", "algorithm.clip_range={0: 0.3, 0.5: 0.2, 1: 0.1}",
                    "environment.wrappers=[normalize_observations, normalize_rewards]")),
            Map.entry("a2c", List.of("algorithm.value_learning_rate=0.001", "algorithm.n_steps=16")),
            Map.entry("reinforce", List.of("algorithm.n_episodes=6")),
            Map.entry("grpo", List.of("algorithm.group_size=4", "algorithm.beta=0.1", "algorithm.reference_every=3")),
            Map.entry("dpo", List.of("algorithm.group_size=4", "algorithm.batch_size=1")),
            Map.entry("dqn", remembering("dqn", "algorithm.target_update_interval=100")),
            Map.entry("dqn, double", remembering("double_dqn")),
            Map.entry("dqn, dueling", remembering("dqn", "algorithm.dueling=true")),
            Map.entry("dqn, n-step", remembering("dqn", "algorithm.n_step=3")),
            Map.entry("dqn, prioritised", remembering("dqn", "algorithm.prioritized=true")),
            Map.entry("dqn, all of these", remembering("double_dqn", "algorithm.dueling=true", "algorithm.n_step=3",
                    "algorithm.prioritized=true", "algorithm.tau=0.5", "algorithm.gradient_steps=-1")),
            Map.entry("sac", remembering("sac", "algorithm.n_step=2", "algorithm.gradient_steps=1")));

    /// A rule that replays its experience, of which its memory holds less than a run.
    private static List<String> remembering(String rule, String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "algorithm=" + rule, "algorithm.buffer_size=600", "algorithm.learning_starts=300",
                "algorithm.batch_size=64", "algorithm.train_freq=8"));
        overrides.addAll(List.of(more));
        return overrides;
    }

    static Stream<String> rules() {
        return RULES.keySet().stream().sorted();
    }

    /// The world that a rule is tried in, one at a time: the library's own CartPole steps in arrays, and needs no threads.
    private static Environment world(String rule) {
        return switch (rule) {
            case "sac", "ppo of numbers" -> Environments.make("Pendulum-v1", Map.of());
            case "ppo of several choices" -> new SeveralChoices();
            default -> Environments.make("CartPole-v1", Map.of());
        };
    }

    /// CartPole, pushed where two of three choices say so.
    private static final class SeveralChoices extends Wrapper {
        SeveralChoices() {
            super(Environments.make("CartPole-v1", Map.of()));
        }

        @Override
        public Space actionSpace() {
            return Space.multiDiscrete(2, 2, 3);
        }

        @Override
        public Step step(Action action) {
            int votes = action.choice(0) + action.choice(1) + action.choice(2) / 2;
            return super.step(Action.of(votes >= 2 ? 1 : 0));
        }
    }

    @TempDir
    Path outputs;

    private static Config config(String rule, String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "seed=3", "engine=java", "environment=tried", "environment.num_envs=4", "trainer.num_steps=1500",
                "trainer.eval_every=500", "trainer.eval_episodes=2", "trainer.save_every=400",
                "trainer.learning_rate=0.003"));
        if (RULES.get(rule).stream().noneMatch(override -> override.startsWith("algorithm="))) {
            overrides.add("algorithm=" + rule);
        }
        overrides.addAll(RULES.get(rule));
        overrides.addAll(List.of(more));
        return Configs.experiment(Path.of("../configs"), overrides);
    }

    private Run train(String rule, String... more) {
        return Training.train(config(rule, more), outputs, new TrainingListener() {});
    }

    /// The metric rows that must be the same for the same seed.
    private static List<String> rows(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> !line.contains("\"kind\":\"system\"")).toList();
        }
    }

    private static float[] parameters(Run run) {
        return run.checkpoints().last().orElseThrow().policy().parameters();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isTheSameForTheSameSeedWhateverTheNumberOfThreads(String rule) throws IOException {
        Environments.register("tried", () -> world(rule));
        Run one = train(rule);
        Run other = train(rule, "seed=4");
        assertThat(rows(one)).isNotEqualTo(rows(other));
        assertThat(parameters(one)).isNotEqualTo(parameters(other));
        for (String threads : List.of("threads=1", "threads=2", "threads=3", "environment.threads=3")) {
            Run again = train(rule, threads);
            assertThat(rows(again)).as(threads).isEqualTo(rows(one));
            assertThat(parameters(again)).as(threads).isEqualTo(parameters(one));
        }
    }

    /// A world that interrupts its thread at chosen steps, all such worlds counted together.
    private static final class Stumbling extends Wrapper {
        private static final List<Long> AT = new ArrayList<>();
        private static long steps;

        Stumbling(Environment world) {
            super(world);
        }

        static void at(List<Long> when) {
            AT.clear();
            AT.addAll(when);
            steps = 0;
        }

        @Override
        public Step step(Action action) {
            if (AT.remove(steps++)) {
                Thread.currentThread().interrupt();
            }
            return super.step(action);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void endsWithTheSameBitsWhereverItWasInterruptedAndResumed(String rule) throws IOException {
        Environments.register("tried", () -> new Stumbling(world(rule)));
        Stumbling.at(List.of());
        Run whole = train(rule);

        Stumbling.at(List.of(5L, 350L, 901L, 1333L));
        Run cut = train(rule);
        int interrupts = 0;
        while (cut.state() == RunState.INTERRUPTED) {
            assertThat(cut.checkpoints().last()).isPresent();
            interrupts++;
            Training.resume(cut, new TrainingListener() {});
        }
        assertThat(interrupts).isEqualTo(4);
        assertThat(cut.state()).isEqualTo(RunState.COMPLETED);
        assertThat(rows(cut)).isEqualTo(rows(whole));
        assertThat(parameters(cut)).isEqualTo(parameters(whole));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void goesOnTheSameFromAnEarlierCheckpointAsAfterAKill(String rule) throws IOException {
        Environments.register("tried", () -> world(rule));
        Run whole = train(rule);
        List<String> rows = rows(whole);
        float[] parameters = parameters(whole);
        long first = whole.checkpoints().list().getFirst().step();
        whole.write(whole.record().ended(RunState.INTERRUPTED, RunFiles.now(), null));

        Training.resume(whole, Long.toString(first), new TrainingListener() {});
        assertThat(rows(whole)).isEqualTo(rows);
        assertThat(parameters(whole)).isEqualTo(parameters);
    }
}
