package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Figures of numbers")
class FiguresTest {
    private static final Labels LABELS = new Labels("Lengths", "steps", "episodes");

    @Test
    void countEachValueOfAHistogramOnceInBinsOfARoundWidth() throws IOException {
        double[] values = new Random(3).doubles(1000, 0, 70).toArray();
        values[0] = Double.NaN;

        JsonNode json = json(Figures.histogram(LABELS, Map.of("ppo", values)));

        double count = 0;
        for (JsonNode bin : json.at("/data/0/y")) {
            count += bin.doubleValue();
        }
        assertThat(count).isEqualTo(999);
        assertThat(json.at("/data/0/width").doubleValue()).isEqualTo(5);
        assertThat(json.at("/data/0/x/0").doubleValue()).isEqualTo(2.5);
    }

    @Test
    void giveTheNamesOfAHistogramTheSameBins() throws IOException {
        JsonNode json = json(Figures.histogram(LABELS,
                Map.of("p10", new double[] {1, 2, 3}, "p2", new double[] {8, 9})));

        assertThat(json.get("data").findValuesAsText("name")).containsExactly("p2", "p10");
        assertThat(json.at("/data/0/x")).isEqualTo(json.at("/data/1/x"));
        assertThat(json.at("/layout/barmode").textValue()).isEqualTo("overlay");
    }

    @Test
    void takeAHistogramOfEqualValues() {
        assertThat(Figures.histogram(LABELS, Map.of("ppo", new double[] {500, 500})).summary())
                .isEqualTo("Lengths: histogram of ppo, 2 values from 500 to 500, mean 500");
    }

    @Test
    void standComparedValuesInTheirIntervals() throws IOException {
        Map<String, Figures.Estimate> estimates = new LinkedHashMap<>();
        estimates.put("ppo", new Figures.Estimate(480, 450, 495));
        estimates.put("dqn", new Figures.Estimate(410, 300, 470));

        Figure figure = Figures.comparison(LABELS, estimates);

        JsonNode error = json(figure).at("/data/0/error_y");
        assertThat(error.get("array").toString()).isEqualTo("[15,60]");
        assertThat(error.get("arrayminus").toString()).isEqualTo("[30,110]");
        assertThat(figure.summary()).isEqualTo("Lengths: ppo 480 (450 to 495); dqn 410 (300 to 470)");
    }

    @Test
    void breakLongNamesBetweenWords() throws IOException {
        JsonNode json = json(Figures.bars(LABELS, Map.of("leave_one_out, baseline=true", 1.0)));

        assertThat(json.at("/data/0/x/0").textValue()).isEqualTo("leave_one_out,<br>baseline=true");
    }

    @Test
    void refuseAnIntervalThatDoesNotHoldItsValue() {
        assertThatThrownBy(() -> new Figures.Estimate(480, 30, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 30.0 to 15.0 does not hold 480.0");
    }

    @Test
    void mapAFunctionOverTwoDimensions() throws IOException {
        JsonNode json = json(Figures.heatMap(new Labels("", "angle (rad)", "velocity (rad/s)"), "V",
                Figures.places(0, 2, 3), Figures.places(10, 20, 2), (x, y) -> x + y));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[0,1,2]");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[10,20]");
        assertThat(json.at("/data/0/z").toString()).isEqualTo("[[10,11,12],[20,21,22]]");
        assertThat(json.at("/data/0/colorbar/title/text").textValue()).isEqualTo("V");
        assertThat(json.at("/data/0/colorscale/0/1").textValue()).isEqualTo("#440154");
    }

    @Test
    void refuseAMapWhoseValuesDoNotFitItsPlaces() {
        assertThatThrownBy(() -> Figures.heatMap(LABELS, "V", new double[2], new double[3], new double[2][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A map over 2 × 3 places needs 3 rows of 2 values.");
    }

    @Test
    void endEachPathInADot() throws IOException {
        JsonNode json = json(Figures.paths(LABELS, Map.of("episode 1", new double[][] {{0, 1, 1}, {0, 0, 1}})));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[0,1,1]");
        assertThat(json.at("/data/1/mode").textValue()).isEqualTo("markers");
        assertThat(json.at("/data/1/y").toString()).isEqualTo("[1]");
    }

    @Test
    void keepAValueUntilTheNextPlaceWhereItJumps() throws IOException {
        JsonNode json = json(Figures.steps(LABELS, Map.of("ppo", new double[][] {{0, 5, 9}, {1, 0.5, 0}})));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[0,5,5,9,9]");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[1,1,0.5,0.5,0]");
        assertThat(json.at("/data")).hasSize(1);
    }

    @Test
    void keepTheOrderAndTheNamesOfBars() throws IOException {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("right", 0.75);
        shares.put("a \"b\" \\ <c>", 0.25);

        JsonNode json = json(Figures.bars(LABELS, shares));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[\"right\",\"a \\\"b\\\" \\\\ &lt;c&gt;\"]");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[0.75,0.25]");
    }

    private static JsonNode json(Figure figure) throws IOException {
        return new ObjectMapper().readTree(figure.json());
    }
}
