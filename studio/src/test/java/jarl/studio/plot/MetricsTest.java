package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

@DisplayName("The metrics of a run")
class MetricsTest {
    @TempDir
    Path folder;

    @Test
    void areATableOfOneKindWithAColumnForEachKey() throws IOException {
        write("""
                {"kind":"episode","step":21,"episode":1,"episode_return":21.0}
                {"kind":"iteration","step":128,"iteration":1,"policy_loss":-0.25}
                {"kind":"episode","step":55,"episode":2,"episode_return":34,"episode_length":34}
                """);

        Table episodes = Metrics.read(folder, "episode");

        assertThat(episodes.columnNames()).containsExactly("step", "episode", "episode_return", "episode_length");
        assertThat(episodes.column("step")).isInstanceOf(LongColumn.class);
        assertThat(episodes.doubleColumn("episode_return").asDoubleArray()).containsExactly(21, 34);
        assertThat(episodes.column("episode_length").isMissing(0)).isTrue();
        assertThat(Metrics.kinds(folder)).isEqualTo(Map.of("episode", 2, "iteration", 1));
    }

    @Test
    void leaveOutALastLineThatIsCut() throws IOException {
        write("{\"kind\":\"episode\",\"step\":21}\n{\"kind\":\"episode\",\"st");

        assertThat(Metrics.read(folder, "episode").rowCount()).isEqualTo(1);
    }

    @Test
    void keepALastLineThatOnlyLacksItsLineEnd() throws IOException {
        write("{\"kind\":\"episode\",\"step\":21}\n{\"kind\":\"episode\",\"step\":22}");

        assertThat(Metrics.read(folder, "episode").rowCount()).isEqualTo(2);
    }

    @Test
    void nameTheLineThatIsBrokenBeforeTheLast() throws IOException {
        write("{\"kind\":\"episode\",\"step\":21}\n{\"kind\":\"episode\",\"st\n{\"kind\":\"episode\",\"step\":23}\n");

        assertThatThrownBy(() -> Metrics.read(folder, "episode"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 is not a JSON object");
    }

    @Test
    void takeNumbersThatJsonHasNoWordFor() throws IOException {
        write("""
                {"kind":"iteration","policy_loss":0.5}
                {"kind":"iteration","policy_loss":NaN}
                {"kind":"iteration","policy_loss":"NaN"}
                {"kind":"iteration","policy_loss":null}
                {"kind":"iteration","policy_loss":"-Infinity"}
                """);

        var losses = Metrics.read(folder, "iteration").doubleColumn("policy_loss");

        assertThat(losses.isMissing().toArray()).containsExactly(1, 2, 3);
        assertThat(losses.getDouble(4)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void widenAColumnRatherThanLoseAValue() throws IOException {
        write("""
                {"kind":"episode","step":1,"why":2.5,"policy":1}
                {"kind":"episode","step":1.5,"why":"wall","policy":"a"}
                """);

        Table episodes = Metrics.read(folder, "episode");

        assertThat(episodes.doubleColumn("step").asDoubleArray()).containsExactly(1, 1.5);
        assertThat(episodes.stringColumn("why").asList()).containsExactly("2.5", "wall");
        assertThat(episodes.stringColumn("policy").asList()).containsExactly("1", "a");
    }

    @Test
    void holdOnlyTheColumnsAskedFor() throws IOException {
        write("{\"kind\":\"episode\",\"step\":21,\"episode_return\":3,\"note\":\"x\"}\n");

        assertThat(Metrics.read(folder, "episode", "episode_return", "step").columnNames())
                .containsExactly("step", "episode_return");
    }

    @Test
    void areEmptyForAKindThatWasNotMeasured() throws IOException {
        write("{\"kind\":\"episode\",\"step\":21}\n");

        assertThat(Metrics.read(folder, "evaluation").rowCount()).isZero();
    }

    @Test
    void areSaidToBeMissingWhereThereIsNoFile() {
        assertThatThrownBy(() -> Metrics.read(folder, "episode"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No metrics.jsonl in " + folder);
    }

    private void write(String lines) throws IOException {
        Files.writeString(folder.resolve(Metrics.FILE), lines);
    }
}
