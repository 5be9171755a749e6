package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Declared axes")
class AxisTest {
    @Test
    void drawWorldsWithinOrBeyondTheRangesOfTraining() {
        List<Axis> axes = List.of(
                new Axis("g", new Axis.Range(8, 12), new Axis.Range(5, 15), false),
                new Axis("size", new Axis.Range(10, 12), new Axis.Range(8, 14), true));
        boolean[] seen = new boolean[15];
        for (long seed = 0; seed < 300; seed++) {
            Map<String, Object> within = Axis.draw(axes, Axis.Region.INTERPOLATION, seed);
            assertThat((Double) within.get("g")).isBetween(8.0, 12.0);
            assertThat((Long) within.get("size")).isBetween(10L, 12L);
            Map<String, Object> beyond = Axis.draw(axes, Axis.Region.EXTRAPOLATION, seed);
            double g = (Double) beyond.get("g");
            long size = (Long) beyond.get("size");
            assertThat(g < 8 || g > 12 || size < 10 || size > 12).isTrue();
            seen[(int) size] = true;
            assertThat(Axis.draw(axes, Axis.Region.EXTRAPOLATION, seed)).isEqualTo(beyond);
        }
        assertThat(Arrays.copyOfRange(seen, 8, 15)).containsOnly(true);
        assertThat(Axis.draw(axes, Axis.Region.IN_DISTRIBUTION, 1)).isEmpty();
        assertThatThrownBy(() -> new Axis("g", new Axis.Range(8, 12), new Axis.Range(9, 15), false))
                .hasMessageContaining("must hold");
    }
}
