package jarl.env.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sine, cosine and square")
class TrigonometryTest {
    @Test
    void areRoundedAsTheGnuLibraryRoundsThem() throws IOException {
        try (var in = TrigonometryTest.class.getResourceAsStream("/env/trigonometry.json")) {
            JsonNode reference = new ObjectMapper().readTree(in);
            for (JsonNode row : reference.get("values")) {
                double angle = row.get(0).doubleValue();
                assertThat(Trigonometry.sine(angle)).as("sine of %s", angle).isEqualTo(row.get(1).doubleValue());
                assertThat(Trigonometry.cosine(angle)).as("cosine of %s", angle).isEqualTo(row.get(2).doubleValue());
            }
            for (JsonNode row : reference.get("float_squares")) {
                float base = row.get(0).floatValue();
                assertThat(Power.square(base)).as("square of %s", base).isEqualTo(row.get(1).floatValue());
            }
            for (JsonNode row : reference.get("squares")) {
                double base = row.get(0).doubleValue();
                assertThat(Power.square(base)).as("square of %s", base).isEqualTo(row.get(1).doubleValue());
            }
        }
    }
}
