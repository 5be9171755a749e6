package jarl.studio.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.ConfigException;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunState;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A sweep")
class MultirunTest {
    private static final List<String> SHORT = List.of(
            "engine=java", "environment.num_envs=2", "trainer.num_steps=256", "trainer.eval_every=0",
            "algorithm.n_steps=32", "algorithm.batch_size=32", "algorithm.n_epochs=1");

    @TempDir
    Path outputs;

    private Multirun sweep(String... more) {
        List<String> overrides = new ArrayList<>(SHORT);
        overrides.addAll(List.of(more));
        var jobs = Configs.composer(Path.of("../configs")).expand("config", overrides);
        return Multirun.create(jobs, overrides, outputs);
    }

    private static List<RunState> states(Multirun sweep) {
        return sweep.ledger().jobs().stream().map(job -> sweep.run(job).state()).toList();
    }

    @Test
    void trainsTheProductOfItsOverridesEachInAFolderOfItsOwn() {
        Multirun sweep = sweep("seed=1,2", "algorithm.gamma=0.9,0.99");
        assertThat(states(sweep)).containsOnly(RunState.QUEUED).hasSize(4);

        assertThat(sweep.train(new Multirun.Watcher() {})).isTrue();
        assertThat(states(sweep)).containsOnly(RunState.COMPLETED);
        assertThat(sweep.distinct(sweep.ledger().jobs().get(1))).containsExactly("seed=1", "algorithm.gamma=0.99");
        assertThat(new Runs(outputs).list()).hasSize(4).allMatch(run -> new Runs(outputs).named(run.id()).equals(run));
    }

    @Test
    void givesEachJobWhatItWouldBeAlone() throws IOException {
        Multirun sweep = sweep("seed=1,2,3", "launcher.n_jobs=3");
        sweep.train(new Multirun.Watcher() {});

        List<String> overrides = new ArrayList<>(SHORT);
        overrides.add("seed=2");
        var config = Configs.experiment(Path.of("../configs"), overrides);
        Run alone = Training.train(config, outputs, new TrainingListener() {});
        assertThat(rows(sweep.run(sweep.ledger().jobs().get(1)))).isEqualTo(rows(alone));
    }

    private static List<String> rows(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> !line.contains("\"kind\":\"system\"")).toList();
        }
    }

    @Test
    void namesAFailureAtOnceAndGoesOnWithTheOthers() {
        Environments.register("breaks", Breaking::new);
        Multirun sweep = sweep("environment=breaks,cartpole", "launcher.n_jobs=1");
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        sweep.train(new Multirun.Watcher() {
            @Override
            public void ended(Multirun.Entry job, Run run) {
                told.add(job.number() + " " + run.state() + " " + run.record().error());
            }
        });
        assertThat(told).containsExactly("0 ERROR the world broke", "1 COMPLETED null");
        assertThat(sweep.failed()).extracting(Multirun.Entry::number).containsExactly(0);
    }

    @Test
    void readAgainFromItsFolderTrainsOnlyWhatIsMissing() throws IOException {
        Multirun sweep = sweep("seed=1,2,3");
        Run done = sweep.run(sweep.ledger().jobs().get(1));
        Training.begin(done, new TrainingListener() {});
        var before = Files.getLastModifiedTime(done.folder().record());

        Multirun again = Multirun.at(sweep.folder());
        assertThat(again.ledger()).isEqualTo(sweep.ledger());
        assertThat(again.missing()).extracting(Multirun.Entry::number).containsExactly(0, 2);
        again.train(new Multirun.Watcher() {});
        assertThat(states(again)).containsOnly(RunState.COMPLETED);
        assertThat(Files.getLastModifiedTime(done.folder().record())).isEqualTo(before);
    }

    @Test
    void interruptedStopsItsJobsAndLeavesTheRestInTheQueue() {
        Multirun sweep = sweep("seed=1,2,3", "trainer.num_steps=100000000", "launcher.n_jobs=2");
        Thread sweeping = Thread.currentThread();
        boolean toTheEnd = sweep.train(new Multirun.Watcher() {
            @Override
            public void begun(Multirun.Entry job, Run run) {
                if (job.number() == 1) {
                    sweeping.interrupt();
                }
            }
        });
        assertThat(toTheEnd).isFalse();
        assertThat(states(sweep)).containsExactly(RunState.INTERRUPTED, RunState.INTERRUPTED, RunState.QUEUED);
        assertThat(sweep.missing()).hasSize(3);
    }

    @Test
    void doesNotMeetAnotherThatBeganInTheSameSecond() {
        Multirun first = sweep("seed=1,2");
        Multirun second = sweep("seed=1,2");
        assertThat(first.folder()).isNotEqualTo(second.folder());
    }

    @Test
    void goesWhereHydraWouldPutItAndNeverOverAnother() {
        Path chosen = outputs.resolve("mine");
        Multirun sweep = sweep("seed=1,2", "hydra.sweep.dir=" + chosen);
        assertThat(sweep.run(sweep.ledger().jobs().getLast()).folder().path()).isEqualTo(chosen.resolve("1"));
        assertThatThrownBy(() -> sweep("seed=1,2", "hydra.sweep.dir=" + chosen))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("--resume");
    }

    @Test
    void ofWhichOneJobIsWrongDoesNotBegin() throws IOException {
        assertThatThrownBy(() -> sweep("algorithm.gamma=0.9,7"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Job 1")
                .hasMessageContaining("algorithm.gamma=7");
        try (Stream<Path> made = Files.list(outputs)) {
            assertThat(made).isEmpty();
        }
    }

    @Test
    void leavesEachJobTheThreadsOfItsEngine() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(sweep("seed=1,2").atATime()).isEqualTo(cores);
        assertThat(sweep("seed=1,2", "threads=" + (cores + 1)).atATime()).isEqualTo(1);
        assertThat(sweep("seed=1,2", "launcher.n_jobs=5").atATime()).isEqualTo(5);
    }

    /// Breaks in its tenth step.
    private static final class Breaking implements Environment {
        private int steps;

        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 1);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            return new float[] {0};
        }

        @Override
        public Step step(Action action) {
            if (++steps == 10) {
                throw new IllegalStateException("the world broke");
            }
            return Step.on(1, 0);
        }
    }
}
