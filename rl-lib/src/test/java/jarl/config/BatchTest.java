package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The batch interface")
class BatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode answer(String request) throws IOException {
        return JSON.readTree(Batch.answer(request));
    }

    @Test
    void answersALineWithALine() throws IOException {
        StringWriter answers = new StringWriter();
        Batch.run(new StringReader("""
            {"name": "a", "files": {"config.yaml": "x: 1"}}

            nonsense
            {"name": "c", "files": {"config.yaml": "x: 2"}, "overrides": ["x=3"]}\
            """), answers);

        assertThat(answers.toString().lines()).hasSize(3);
        assertThat(answers.toString().lines().toList().getLast())
                .isEqualTo("{\"name\":\"c\",\"resolved\":{\"x\":3},\"source\":{\"x\":\"override: x=3\"}}");
    }

    @Test
    void spellsOutWhatJsonHasNoWordFor() throws IOException {
        JsonNode answer = answer("{\"files\": {\"config.yaml\": \"a: [.inf, -.inf, .nan, 1, 1.0]\\nb: {1: x}\"}}");

        assertThat(answer.get("resolved"))
                .hasToString(
                        "{\"a\":[{\"$float\":\"inf\"},{\"$float\":\"-inf\"},{\"$float\":\"nan\"},1,1.0],"
                                + "\"b\":{\"$map\":[[1,\"x\"]]}}");
    }

    @Test
    void saysWhereTheValuesOfEachJobComeFromAndWhatTheyShare() throws IOException {
        JsonNode answer = answer("""
            {"mode": "multirun", "files": {"config.yaml": "a: 1\\nb: 2"}, "overrides": ["a=1,2"]}\
            """);

        assertThat(answer.at("/jobs/1/source/a").asText()).isEqualTo("override: a=2");
        assertThat(answer.get("source")).hasToString("{\"b\":\"config.yaml\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "[]",
                "{",
                "null",
                "{\"files\": 5}",
                "{\"overrides\": 5}",
                "{\"overrides\": [5]}",
                "{\"files\": {\"config.yaml\": 5}}",
                "{\"config_name\": {}}",
                "{\"clock\": \"noon\"}",
                "{\"schema\": {\"a\": 5}}",
                "{\"schema\": {\"a\": {\"b\": 5}}}",
                "{\"schema\": {\"a\": {\"b\": [\"what\", 1]}}}",
                "{} {}"
            })
    void answersWhatIsNoRequestWithAnError(String request) throws IOException {
        assertThat(answer(request).at("/error/kind").asText()).isEqualTo("bad_request");
    }

    @Test
    void refusesWhatWouldGrowWithoutBound() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1)));
        }
        assertThat(kindOf(bomb.toString())).isEqualTo("too_large");
        assertThat(kindOf("a: " + "[".repeat(5000))).isIn("too_large", "yaml_syntax");
        assertThat(kindOf("a: " + "{a: ".repeat(5000))).isIn("too_large", "yaml_syntax");
        assertThat(kindOf("a0: x\\n" + doubling(40))).isEqualTo("too_large");
        assertThat(kindOf("a: '" + "${".repeat(3000) + "'")).isIn("too_large", "interpolation_syntax");
        assertThat(kindOf("a: {b: '${c}'}\\nc: {d: '${a}'}")).isEqualTo("interpolation_cycle");
    }

    /// Each key twice the text of the one before.
    private static String doubling(int times) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 1; i <= times; i++) {
            yaml.append("a%d: ${a%d}${a%d}\\n".formatted(i, i - 1, i - 1));
        }
        return yaml.toString();
    }

    private static String kindOf(String yaml) throws IOException {
        return answer("{\"files\": {\"config.yaml\": \"" + yaml + "\"}}").at("/error/kind").asText();
    }
}
