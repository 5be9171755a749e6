package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

@DisplayName("A curve")
class CurveTest {
    @TempDir
    Path folder;

    @Test
    void ofOneShortRunIsItsValuesAsTheyWereMeasured() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", table(1, 5, 3))));

        assertThat(json.get("data")).hasSize(1);
        assertThat(json.at("/data/0/x").toString()).isEqualTo("[0,10,20]");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[1,5,3]");
        assertThat(json.at("/data/0/name").textValue()).isEqualTo("ppo");
        assertThat(json.at("/layout/title/text").textValue()).isEqualTo("Episode return");
        assertThat(json.at("/layout/xaxis/title/text").textValue()).isEqualTo("environment steps");
        assertThat(json.at("/layout/yaxis/title/text").textValue()).isEqualTo("Episode return (sum of rewards)");
    }

    @Test
    void thatIsSmoothedSaysSoAndShowsTheValuesBehind() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", table(1, 5, 3))).smooth(2));

        assertThat(json.at("/data/0/y").toString()).isEqualTo("[1,5,3]");
        assertThat(json.at("/data/0/opacity").doubleValue()).isLessThan(0.5);
        assertThat(json.at("/data/1/y").toString()).isEqualTo("[1,3,4]");
        assertThat(json.at("/data/1/name").textValue()).isEqualTo("ppo (smoothed over 2 episodes, raw behind)");
    }

    @Test
    void ofATableWithoutANameIsSmoothedOverItsValues() throws IOException {
        Table unnamed = Table.create(LongColumn.create("step", 1, 2), DoubleColumn.create("speed", 3, 5));

        JsonNode json = json(Curve.of("speed", RunSeries.of("ppo", unnamed)).smooth(2));

        assertThat(json.at("/data/1/name").textValue()).isEqualTo("ppo (smoothed over 2 values, raw behind)");
    }

    @Test
    void ofSeveralSeedsIsTheirMeanInABand() throws IOException {
        RunSeries seeds = RunSeries.of("ppo", table(1, 4), table(3, 8));

        JsonNode deviation = json(Curve.of("episode_return", seeds));
        assertThat(deviation.at("/data/1/y").toString()).isEqualTo("[2,6]");
        assertThat(deviation.at("/data/1/name").textValue()).isEqualTo("ppo (mean of 2 seeds, ± 1 standard deviation)");
        assertThat(deviation.at("/data/0/fill").textValue()).isEqualTo("toself");
        assertThat(deviation.at("/data/0/y/0").doubleValue()).isCloseTo(2 + Math.sqrt(2), within(1e-4));

        JsonNode range = json(Curve.of("episode_return", seeds).spread(Spread.RANGE));
        assertThat(range.at("/data/0/x").toString()).isEqualTo("[0,10,10,0]");
        assertThat(range.at("/data/0/y").toString()).isEqualTo("[3,8,4,1]");
    }

    @Test
    void saysOfAllNamesAtOnceWhatHoldsForEachAndLeavesTheValuesBehindTheirBandsOut() throws IOException {
        RunSeries ppo = RunSeries.of("ppo", table(1, 4, 6), table(3, 8, 6));
        RunSeries dqn = RunSeries.of("dqn", table(1, 2, 3), table(3, 4, 5));

        JsonNode json = json(Curve.of("episode_return", ppo, dqn).smooth(2));

        assertThat(json.at("/layout/title/subtitle/text").textValue())
                .isEqualTo("mean of 2 seeds, ± 1 standard deviation; smoothed over 2 episodes");
        assertThat(json.get("data")).hasSize(4);
        assertThat(json.get("data").findValuesAsText("name")).endsWith("dqn", "ppo");
    }

    @Test
    void drawsNoBandOverALine() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("a", table(1, 4), table(3, 8)),
                RunSeries.of("b", table(2, 5), table(4, 9))));

        assertThat(json.get("data")).extracting(trace -> trace.has("fill")).containsExactly(true, true, false, false);
    }

    @Test
    void endsItsBandAboveZeroOnALogarithmicAxis() throws IOException {
        RunSeries seeds = RunSeries.of("ppo", table(1, 1), table(9, 3));

        JsonNode json = json(Curve.of("episode_return", seeds).logarithmic());

        assertThat(json.at("/layout/yaxis/type").textValue()).isEqualTo("log");
        assertThat(json.at("/data/0/y/3").doubleValue()).isEqualTo(2);       // the lowest mean; 5 − 5.7 has no place
    }

    @Test
    void overTimeTakesTheClockFromSystemRows() throws IOException {
        Path run = Runs.learning(folder, 3, 200);

        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", run)).by(Axis.TIME).smooth(1));

        Table episodes = Metrics.read(run, "episode");
        assertThat(json.at("/layout/xaxis/title/text").textValue()).isEqualTo("time (seconds)");
        assertThat(json.at("/data/0/x/120").doubleValue())
                .isCloseTo(episodes.longColumn("step").get(120) / 1000.0, within(1e-3));
    }

    @Test
    void overTimeGoesOnWhereAResumedRunBeganItsClockAnew() throws IOException {
        Files.writeString(folder.resolve(Metrics.FILE), """
                {"kind":"system","step":10,"time":5.0}
                {"kind":"system","step":20,"time":8.0}
                {"kind":"system","step":30,"time":4.0}
                {"kind":"episode","step":5,"episode_return":1}
                {"kind":"episode","step":20,"episode_return":2}
                {"kind":"episode","step":30,"episode_return":3}
                """);

        JsonNode json = json(Curve.of("episode_return", RunSeries.of(folder)).by(Axis.TIME));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[2.5,8,12]");
    }

    @Test
    void overEpisodesCountsEpisodes() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of(Runs.learning(folder, 3, 60))).by(Axis.EPISODE));

        assertThat(json.at("/data/0/x/59").intValue()).isEqualTo(60);
        assertThat(json.at("/layout/xaxis/title/text").textValue()).isEqualTo("episodes");
    }

    @Test
    void findsTheKindOfRowsThatHasTheMeasure() throws IOException {
        JsonNode json = json(Curve.of("entropy", RunSeries.of(Runs.learning(folder, 3, 200))));

        assertThat(json.at("/data/0/x")).hasSize(4);
    }

    @Test
    void listsNamesInNaturalOrderInColoursOfTheirOwn() throws IOException {
        List<RunSeries> runs = new ArrayList<>();
        for (int i = 11; i >= 0; i--) {
            runs.add(RunSeries.of("policy_" + i, table(i, i)));
        }

        JsonNode json = json(Curve.of("episode_return", runs));

        List<String> names = json.get("data").findValuesAsText("name");
        assertThat(names).startsWith("policy_0", "policy_1", "policy_2").endsWith("policy_9", "policy_10", "policy_11");
        assertThat(json.get("data")).hasSize(12)
                .extracting(trace -> trace.at("/line/color").textValue() + trace.at("/line/dash"))
                .doesNotHaveDuplicates();
    }

    @Test
    void ofALongRunHoldsAtMostTwoThousandPointsAndAsManyBehind() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", Runs.learning(folder, 5, 20_000))));

        assertThat(json.at("/data/0/x").size()).isBetween(1900, 2000);
        assertThat(json.at("/data/1/x").size()).isBetween(1900, 2000);
    }

    @Test
    void ofAMeasureThatIsAMeanAlreadyIsNotSmoothedUnlessAsked() throws IOException {
        RunSeries run = RunSeries.of("ppo", Table.create(DoubleColumn.create("step", Figures.places(0, 999, 1000)),
                DoubleColumn.create("mean_return_100", Figures.places(0, 500, 1000))));

        assertThat(json(Curve.of("mean_return_100", run)).get("data")).hasSize(1);
        assertThat(json(Curve.of("mean_return_100", run).smooth(10)).get("data")).hasSize(2);
        assertThat(json(Curve.of("mean_return_100", run)).at("/layout/yaxis/title/text").textValue())
                .isEqualTo("Mean return of the last 100 episodes (sum of rewards)");
    }

    @Test
    void leavesOutRowsWithoutTheMeasure() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", table(1, Double.NaN, 3))));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[0,20]");
    }

    @Test
    void isSummedUpInOneLine() {
        Figure figure = Curve.of("episode_return", RunSeries.of("ppo", table(1, 5, 3))).figure();

        assertThat(figure.summary()).isEqualTo(
                "episode_return by environment steps: ppo from 0 to 20, values 1 to 5, last 3");
    }

    @Test
    void takesNamesWithAnyLetters() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("C:\\new 'run' \"é\" 100%", table(1, 2)))
                .title("a\\b"));

        assertThat(json.at("/data/0/name").textValue()).isEqualTo("C:\\new 'run' \"é\" 100%");
        assertThat(json.at("/layout/title/text").textValue()).isEqualTo("a\\b");
    }

    @Test
    void ofAnUnknownMeasureSaysWhichThereAre() {
        RunSeries run = RunSeries.of("ppo", Runs.learning(folder, 3, 60));

        assertThatThrownBy(() -> Curve.of("episode_reward", run).figure())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ppo has no measure \"episode_reward\". It has: "
                        + "entropy, episode, episode_return, step, time.");
    }

    @Test
    void ofEachPolicyOfARunStandsUnderItsName() throws IOException {
        Files.writeString(folder.resolve(Metrics.FILE), """
                {"kind":"episode","step":1,"policy":"p10","episode_return":5}
                {"kind":"episode","step":2,"policy":"p2","episode_return":6}
                {"kind":"episode","step":3,"policy":"p10","episode_return":7}
                {"kind":"system","step":3,"time":3.0}
                """);

        JsonNode json = json(Curve.of("episode_return", RunSeries.policies(folder)).by(Axis.TIME));

        assertThat(json.get("data").findValuesAsText("name")).containsExactly("p2", "p10");
        assertThat(json.at("/data/1/y").toString()).isEqualTo("[5,7]");
    }

    @Test
    void ofARunWithoutPoliciesSaysWhatToDo() {
        Runs.learning(folder, 1, 3);

        assertThatThrownBy(() -> RunSeries.policies(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name no policies; plot the run itself, with RunSeries.of");
    }

    @Test
    void hasALineForALevelToReach() throws IOException {
        JsonNode json = json(Curve.of("episode_return", RunSeries.of("ppo", table(1, 5))).target("solved", 475));

        assertThat(json.at("/data/1/name").textValue()).isEqualTo("solved");
        assertThat(json.at("/data/1/y").toString()).isEqualTo("[475,475]");
    }

    /// Returns at steps 0, 10, 20, …
    private static Table table(double... returns) {
        var steps = LongColumn.create("step");
        for (int i = 0; i < returns.length; i++) {
            steps.append(10L * i);
        }
        return Table.create("episode", steps, DoubleColumn.create("episode_return", returns));
    }

    private static JsonNode json(Curve curve) throws IOException {
        return new ObjectMapper().readTree(curve.figure().json());
    }
}
