package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Wrapper;
import jarl.env.Action;
import jarl.env.Step;
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

/// What holds for a run whatever it learns by.
@DisplayName("A run by any rule")
class EveryRuleTest {
    private static final Map<String, List<String>> RULES = Map.of(
            "ppo", List.of("algorithm.n_steps=32", "algorithm.batch_size=64", "algorithm.n_epochs=2"),
            "a2c", List.of("algorithm.value_learning_rate=0.001"),
            "reinforce", List.of("algorithm.n_episodes=6"),
            "grpo", List.of("algorithm.group_size=4", "algorithm.beta=0.1", "algorithm.reference_every=3"),
            "dpo", List.of("algorithm.group_size=4", "algorithm.batch_size=1"),
            "dqn", List.of("algorithm.buffer_size=600", "algorithm.batch_size=8", "algorithm.target_update_interval=100"),
            "double_dqn", List.of("algorithm.dueling=true", "algorithm.n_step=3", "algorithm.prioritized=true"),
            "sac", List.of("environment=pendulum", "algorithm.learning_starts=300", "algorithm.batch_size=8",
                    "algorithm.train_freq=4", "algorithm.gradient_steps=1", "algorithm.n_step=2"));

    static Stream<String> rules() {
        return RULES.keySet().stream().sorted();
    }

    @TempDir
    Path outputs;

    private static Config config(String rule, String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "algorithm=" + rule, "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=1500",
                "trainer.eval_every=500", "trainer.eval_episodes=2", "trainer.save_every=400",
                "trainer.learning_rate=0.003"));
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
        Run one = train(rule);
        Run threads = train(rule, "threads=3");
        Run other = train(rule, "seed=4");
        assertThat(rows(threads)).isEqualTo(rows(one)).isNotEqualTo(rows(other));
        assertThat(parameters(threads)).isEqualTo(parameters(one)).isNotEqualTo(parameters(other));
    }

    /// A world that interrupts its thread at chosen steps, all such worlds counted together.
    private static final class Stumbling extends Wrapper {
        private static final List<Long> AT = new ArrayList<>();
        private static long steps;

        Stumbling(String world) {
            super(Environments.make(world, Map.of()));
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
        String world = rule.equals("sac") ? "Pendulum-v1" : "CartPole-v1";
        Environments.register("stumbling", () -> new Stumbling(world));
        Stumbling.at(List.of());
        Run whole = train(rule, "environment=stumbling");

        Stumbling.at(List.of(5L, 350L, 901L, 1333L));
        Run cut = train(rule, "environment=stumbling");
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
