package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests with the answers that Hydra 1.3.5 and OmegaConf 2.3.1 gave to them.
@DisplayName("Answers are those of Hydra")
class HydraConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = JSON.readTree(HydraConformanceTest.class.getResourceAsStream("/config/hydra_cases.json"));
        return StreamSupport.stream(cases.spliterator(), false)
                .map(request -> Arguments.of(request.get("name").asText(), request));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void forTheRequest(String name, JsonNode request) throws IOException {
        JsonNode expected = request.get("expected");
        JsonNode answer = JSON.readTree(Batch.answer(request.toString()));

        if (expected.has("error")) {
            assertThat(answer.at("/error/kind")).isEqualTo(expected.at("/error/kind"));
        } else if (expected.has("jobs")) {
            answer.get("jobs").forEach(job -> ((ObjectNode) job).remove("source"));
            assertThat(written(answer.get("jobs"))).isEqualTo(written(expected.get("jobs")));
        } else {
            assertThat(written(answer.path("resolved"))).isEqualTo(written(expected.get("resolved")));
        }
    }

    /// As text, so that the order of keys counts, and 1 is not 1.0.
    private static String written(JsonNode json) {
        return json.toString();
    }
}
