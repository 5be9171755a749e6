package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.run.judge.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Runs")
class RunsTest {
    private static final String[] SHORT = {
        "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=256", "trainer.eval_every=128",
        "trainer.eval_episodes=2", "algorithm.n_steps=32", "algorithm.batch_size=64", "algorithm.n_epochs=1"
    };

    @TempDir
    Path outputs;

    private Run train(String... more) {
        List<String> overrides = new ArrayList<>(List.of(SHORT));
        overrides.addAll(List.of(more));
        return Training.train(Configs.experiment(Path.of("../configs"), overrides), outputs, new TrainingListener() {});
    }

    /// A run that was never trained, in the folder of this id.
    private Run record(String id, String environment, Double best) {
        RunFolder folder = RunFolder.createAt(outputs.resolve(id));
        var run = new Run(folder);
        run.write(new RunRecord(
                run.id(), "completed", "ppo", environment, 1, "java", "cpu", 1, java.util.Map.of(), "here", null,
                "2026-11-20T10:00:00Z", "2026-11-20T10:01:30Z", 1000,
                best == null ? null : new RunRecord.Best(500, best), null, true));
        return run;
    }

    private Runs runs() {
        return new Runs(outputs);
    }

    private static String metrics(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return String.join("\n", lines.filter(line -> !line.contains("system")).toList());
        }
    }

    @Test
    void areKnownByFolderIdTheEndOfTheirIdLastAndBest() {
        Run first = record("2026-11-20/10-00-00", "CartPole-v1", 480.0);
        Run second = record("2026-11-20/11-00-00", "CartPole-v1", 120.0);
        Run job = record("multirun/2026-11-21/11-00-00/0", "Snake-v0", 1000.0);
        Run last = record("2026-11-22/12-00-00", "CartPole-v1", null);

        assertThat(job.id()).isEqualTo("2026-11-21/11-00-00/0");
        assertThat(runs().list()).containsExactly(first, second, job, last);
        assertThat(runs().named(first.folder().path().toString())).isEqualTo(first);
        assertThat(runs().named("2026-11-20/11-00-00")).isEqualTo(second);
        assertThat(runs().named("10-00-00")).isEqualTo(first);
        assertThat(runs().named("last")).isEqualTo(last);
        assertThat(runs().named("best")).as("of the last run's world").isEqualTo(first);
        assertThatThrownBy(() -> runs().named("2001-01-01/00-00-00")).hasMessageContaining("last");
    }

    @Test
    void areNamedNoFurtherWhereANameMeansTwo() {
        record("2026-11-20/10-00-00", "CartPole-v1", null);
        record("2026-11-21/10-00-00", "CartPole-v1", null);
        assertThatThrownBy(() -> runs().named("10-00-00"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("2026-11-20/10-00-00")
                .hasMessageContaining("2026-11-21/10-00-00");
    }

    @Test
    void areFilteredAndSortedAndADamagedOneIsListedAsSuch() throws IOException {
        Run good = record("2026-11-20/10-00-00", "CartPole-v1", 480.0);
        Run bad = record("2026-11-20/11-00-00", "CartPole-v1", 120.0);
        record("2026-11-20/12-00-00", "Snake-v0", 3.0);
        Run damaged = record("2026-11-20/13-00-00", "Snake-v0", 3.0);
        Files.writeString(damaged.folder().record(), "{");

        var cartPole = new RunSummary.Filter("completed", "PPO", "cartpole");
        assertThat(RunSummary.of(runs(), cartPole, RunSummary.Order.BEST))
                .extracting(RunSummary::run).containsExactly(bad, good);
        assertThat(RunSummary.of(good).seconds()).isEqualTo(90);
        assertThat(RunSummary.of(runs())).extracting(RunSummary::state).endsWith("damaged");
    }

    @Test
    void differInTheSettingsThatAreNotTheSame() {
        Run one = train();
        Run other = train("algorithm.clip_range=0.1", "environment.num_envs=2");
        assertThat(ConfigDifference.between(List.of(one, other, one)))
                .containsExactlyInAnyOrder(
                        new ConfigDifference("algorithm.clip_range", List.of("0.2", "0.1", "0.2")),
                        new ConfigDifference("environment.num_envs", List.of("4", "2", "4")));
    }

    @Test
    void giveTheSameRowsWhenTheyAreRunAgainAndOthersWhereAValueIsChanged() throws IOException {
        Run run = train("trainer.learning_rate=linear:0.001:0");
        Run again = Training.rerun(run, List.of(), outputs, new TrainingListener() {});
        Run other = Training.rerun(run, List.of("seed=4"), outputs, new TrainingListener() {});
        assertThat(metrics(again)).isEqualTo(metrics(run)).isNotEqualTo(metrics(other));
        assertThat(other.folder().overrides()).content().contains("seed=4");
        assertThatThrownBy(() -> Training.rerun(run, List.of("algorithm.clip_rnage=1"), outputs, new TrainingListener() {}))
                .hasMessageContaining("clip_range");
    }

    @Test
    void areDeletedWithTheirDayButNeverOutsideOfTheOutputs(@TempDir Path elsewhere) {
        Run run = record("2026-11-20/10-00-00", "CartPole-v1", null);
        Run kept = record("2026-11-21/10-00-00", "CartPole-v1", null);
        runs().delete(run);
        assertThat(outputs.resolve("2026-11-20")).doesNotExist();
        assertThat(runs().list()).containsExactly(kept);
        assertThatThrownBy(() -> new Runs(elsewhere).delete(kept))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("outside");
        assertThat(kept.folder().path()).exists();
    }

    @Test
    void areNeitherDeletedNorArchivedWhileTheyAreTrained() {
        Run run = record("2026-11-20/10-00-00", "CartPole-v1", null);
        try (var _ = RunLock.take(run)) {
            assertThatThrownBy(() -> runs().delete(run)).hasMessageContaining("being trained");
            assertThatThrownBy(() -> RunArchive.write(run, outputs.resolve("a.zip"))).hasMessageContaining("being trained");
        }
        assertThat(run.folder().path()).exists();
    }

    @Test
    void moveToAnotherMachineAsOneFile(@TempDir Path there) throws IOException {
        Run run = train();
        Path file = there.resolve(RunArchive.nameFor(run));
        RunArchive.write(run, file);
        byte[] once = Files.readAllBytes(file);
        RunArchive.write(run, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(once);

        Run moved = RunArchive.read(file, there.resolve("outputs"));
        assertThat(moved.id()).isEqualTo(run.id());
        assertThat(moved.record()).isEqualTo(run.record());
        assertThat(moved.checkpoints().last().orElseThrow().policy())
                .isEqualTo(run.checkpoints().last().orElseThrow().policy());
        assertThat(moved.folder().checkpoints().resolve("policy_model_best")).isSymbolicLink();
        assertThat(Judgement.of(moved, "best", 2, 0, true).evaluation())
                .isEqualTo(Judgement.of(run, "best", 2, 0, true).evaluation());
        assertThatThrownBy(() -> RunArchive.read(file, there.resolve("outputs"))).hasMessageContaining("here already");
    }

    @Test
    void getANewNameOnAMachineWhereAnotherRunHasTheirs(@TempDir Path there) {
        Run run = record("2026-11-20/10-00-00", "CartPole-v1", 12.0);
        RunArchive.write(run, there.resolve("run.zip"));
        runs().delete(run);
        record("2026-11-20/10-00-00", "Snake-v0", null);

        Run imported = RunArchive.read(there.resolve("run.zip"), outputs);
        assertThat(imported.id()).isEqualTo("2026-11-20/10-00-00-2");
        assertThat(imported.record().id()).isEqualTo(imported.id());
        assertThat(imported.record().environment()).isEqualTo("CartPole-v1");
    }

    @Test
    void areNotImportedFromAFileWithAnyByteChangedOrCut(@TempDir Path there) throws IOException {
        Run run = record("2026-11-20/10-00-00", "CartPole-v1", 12.0);
        Path file = there.resolve("run.zip");
        RunArchive.write(run, file);
        runs().delete(run);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i += 23) {
            byte[] flipped = good.clone();
            flipped[i] ^= 0x10;
            refusesOrReadsTheSame(there.resolve("flipped.zip"), flipped);
            refusesOrReadsTheSame(there.resolve("cut.zip"), java.util.Arrays.copyOf(good, i));
        }
    }

    /// Some bytes of a zip (dates, versions, the header that the directory repeats) mean nothing.
    private void refusesOrReadsTheSame(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            Run read = RunArchive.read(file, outputs);
            assertThat(read.record().best().meanReturn()).isEqualTo(12.0);
            assertThat(read.id()).isEqualTo("2026-11-20/10-00-00");
            runs().delete(read);
        } catch (RunException | UncheckedIOException refused) {
            assertThat(refused).hasMessageContaining(file.getFileName().toString());
        }
        assertThat(runs().list()).isEmpty();
    }

    @Test
    void areNotImportedToAPlaceOutsideOfTheOutputs(@TempDir Path there) throws IOException {
        for (String id : List.of("../x", "/tmp/x", "a/../../x", "")) {
            Path file = there.resolve("evil.zip");
            try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry("manifest.json"));
                zip.write(("{\"format\":\"jarl.run\",\"version\":1,\"id\":\"" + id + "\",\"files\":{\"run.json\":"
                        + "{\"size\":2,\"sha256\":\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\"}}}")
                        .getBytes());
                zip.putNextEntry(new ZipEntry("run/run.json"));
                zip.write("{}".getBytes());
            }
            assertThatThrownBy(() -> RunArchive.read(file, outputs)).isInstanceOf(RunException.class);
        }
        assertThat(outputs).isEmptyDirectory();
    }

    @Test
    void tellTheEndOfTheirMetricsWhileTheyGrow() throws IOException {
        Run run = record("2026-11-20/10-00-00", "CartPole-v1", null);
        Path file = run.folder().metrics();
        Files.writeString(file, "one\ntwo\nthree\nfo");
        var tail = new MetricsTail(run, 2);
        assertThat(tail.next()).containsExactly("two", "three");
        assertThat(tail.next()).isEmpty();
        Files.writeString(file, "ur\nfive\n", StandardOpenOption.APPEND);
        assertThat(tail.next()).containsExactly("four", "five");
        Files.writeString(file, "one\n"); // cut back by a resume
        assertThat(tail.next()).isEmpty();
        Files.writeString(file, "zwei\n", StandardOpenOption.APPEND);
        assertThat(tail.next()).containsExactly("zwei");
        assertThat(new MetricsTail(run, 100).next()).containsExactly("one", "zwei");
        assertThat(new MetricsTail(run, 0).next()).isEmpty();
    }

    /// What is left of a run whose clock was set back while it was trained: it began later than it ended.
    @Test
    void goOnAndTakeNoNegativeTimeWhereTheClockWasSetBack() throws IOException {
        Run run = train("seed=3");
        Path record = run.folder().record();
        String start = String.valueOf(run.record().start());
        String later = OffsetDateTime.parse(start).plusDays(1).toString();
        Files.writeString(record, Files.readString(record).replace(start, later));
        assertThat(RunSummary.of(run).seconds()).isZero();

        Files.writeString(record, Files.readString(record).replace("completed", "interrupted"));
        Training.resume(run, new TrainingListener() {});
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(RunSummary.of(run).seconds()).isZero();
    }
}
