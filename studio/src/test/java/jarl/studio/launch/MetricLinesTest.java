package jarl.studio.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.run.Progress.EndedEpisode;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunComparison;
import jarl.run.RunException;
import jarl.run.RunState;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lines for a controller")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class MetricLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final MetricLines metrics = new MetricLines("jarl", lines::add);

    private static Progress progress(long iteration, long steps, List<EndedEpisode> ended) {
        return new Progress(
                steps, 1000, iteration, ended.size(), 0, 50, Duration.ofMillis(steps * 10), Map.of("policy_loss", 0.25), ended);
    }

    @Test
    void haveTheNamesThatRllibGives() throws Exception {
        metrics.iterated(progress(1, 100, List.of()));
        metrics.iterated(progress(2, 250, List.of(new EndedEpisode(10, 20), new EndedEpisode(30, 40))));

        JsonNode first = new ObjectMapper().readTree(lines.get(0).substring("@METRIC ".length()));
        assertThat(first.get("episode_reward_mean").isNull()).isTrue();
        JsonNode second = new ObjectMapper().readTree(lines.get(1).substring("@METRIC ".length()));
        assertThat(second.get("kind").asText()).isEqualTo("iteration");
        assertThat(second.get("source").asText()).isEqualTo("jarl");
        assertThat(second.get("training_iteration").asLong()).isEqualTo(2);
        assertThat(second.get("env_steps_this_iter").asLong()).isEqualTo(150);
        assertThat(second.get("time_this_iter_s").asDouble()).isEqualTo(1.5);
        assertThat(second.get("env_throughput").asDouble()).isEqualTo(100);
        assertThat(second.get("episode_reward_mean").asDouble()).isEqualTo(20);
        assertThat(second.at("/policies/default_policy/reward_max").asDouble()).isEqualTo(30);
        assertThat(second.at("/policies/default_policy/learner/policy_loss").asDouble()).isEqualTo(0.25);
    }

    @Test
    void areReadAsTheyWereWritten() {
        metrics.iterated(progress(2, 250, List.of(new EndedEpisode(10, 20), new EndedEpisode(30, 40))));
        MetricSample sample = MetricSample.parse(lines.getFirst()).orElseThrow();

        assertThat(sample.steps()).isEqualTo(250);
        assertThat(sample.reward()).isEqualTo(new MetricSample.Reward(20, 10, 30));
        assertThat(sample.policies()).containsOnlyKeys("default_policy");
        assertThat(sample.values()).containsEntry("episode_len_mean", 30.0);
    }

    @TempDir
    Path outputs;

    private ForeignTraining start(String script) {
        return ForeignTraining.start(List.of("/bin/sh", "-c", script), "test", "unknown", outputs, line -> {});
    }

    @Test
    void areFoundAmongAnythingElseThatATrainerPrints() throws Exception {
        var training = start("""
                echo "source is $CONTROLLER_METRICS, größer"
                echo '@METRIC {"kind":"iteration","training_iteration":1,"timesteps_total":10,"unknown":[1]}'
                echo '@METRIC {"kind":"iteration","train'
                echo '@METRIC {"kind":"episode","episode_reward":3}' >&2
                head -c 3000000 /dev/zero | tr '\\0' x; echo
                printf '@METRIC {"kind":"iteration","training_iteration":2,"episode_reward_mean":1.5}'
                exit 3
                """);
        assertThat(training.await()).isEqualTo(3);

        assertThat(training.samples()).extracting(MetricSample::iteration).containsExactly(1L, 2L);
        assertThat(training.latest().orElseThrow().reward().mean()).isEqualTo(1.5);
        assertThat(training.lines()).hasSize(4).contains("source is test, größer");
        assertThat(training.lines().getLast()).hasSize(1_000_000);
        assertThat(training.run().record().error()).contains("exit code 3");
    }

    @Test
    void areKeptOnlyTheLastOfThem() throws Exception {
        var training = start("""
                i=0; while [ $i -lt 2100 ]; do i=$((i + 1))
                echo "line $i"; echo "@METRIC {\\"kind\\":\\"iteration\\",\\"training_iteration\\":$i}"; done
                """);
        training.await();

        assertThat(training.samples()).hasSize(2000);
        assertThat(training.samples().getFirst().iteration()).isEqualTo(101);
        assertThat(training.lines()).hasSize(500).startsWith("line 1601");
    }

    @Test
    void endWithATrainerThatIsStopped() throws Exception {
        var training = start("trap 'echo saved; exit 7' INT; echo ready; while :; do sleep 0.05; done");
        while (training.lines().isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(training.stop()).isEqualTo(7);
        assertThat(training.lines()).containsExactly("ready", "saved");
        assertThat(training.run().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void makeARunOfATrainerOfAnyMake() throws Exception {
        var training = start("""
                echo hello '${world}'
                echo '@METRIC {"kind":"iteration","training_iteration":1,"timesteps_total":100,"episode_reward_mean":4.5,"step":7,"iteration":9}'
                echo '@METRIC {"kind":"iteration","training_iteration":2,"timesteps_total":200,"episode_reward_mean":9,
                echo '@METRIC {"kind":"iteration","training_iteration":3,"timesteps_total":300,"policies":
                """.replace("9,\n", "9,\"policies\":{\"left\":{\"reward_mean\":8},\"right\":{\"reward_mean\":10}}}'\n")
                .replace("\"policies\":\n", "'\n"));
        Run run = training.awaitOrStop();

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.record().steps()).isEqualTo(200);
        assertThat(run.record().algorithm()).isEqualTo("test");
        assertThat(Files.readAllLines(run.folder().metrics()).getFirst()).isEqualTo(
                "{\"kind\":\"iteration\",\"step\":100,\"iteration\":1,\"episode_reward_mean\":4.5,\"mean_return_100\":4.5}");
        assertThat(run.folder().metrics()).content().contains("\"episode_reward_mean_left\":8.0");
        assertThat(run.folder().log()).content().startsWith("hello ${world}\n");
        assertThat(run.config().value("command")).asInstanceOf(LIST).startsWith("/bin/sh", "-c");
        assertThat(RunComparison.of(List.of(run, run)).settings()).isEmpty();
        assertThatThrownBy(() -> Training.resume(run, new TrainingListener() {}))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("./jarl launch -- ");
    }

    @Test
    void areNotHeardOfACommandThatIsNotThere() {
        assertThatThrownBy(() -> ForeignTraining.start(List.of("no-such-trainer"), "test", "unknown", outputs, line -> {}))
                .hasMessageContaining("Cannot start no-such-trainer");
        assertThat(new Runs(outputs).list()).singleElement()
                .satisfies(run -> assertThat(run.record().error()).contains("no-such-trainer"));
    }
}
