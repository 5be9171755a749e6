package jarl.env.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Episodes in lines of JSON")
class EnvironmentBatchTest {
    static final ObjectMapper JSON = new ObjectMapper();

    static List<JsonNode> answers(String... requests) throws IOException {
        var answers = new StringWriter();
        new EnvironmentBatch().run(new StringReader(String.join("\n", requests)), answers);
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(answers.toString()).readAll();
    }

    @Test
    void areThoseOfGymnasiumFromTheSameSeed() throws IOException {
        JsonNode all;
        try (var in = EnvironmentBatchTest.class.getResourceAsStream("/env/gymnasium_traces_public.json")) {
            all = JSON.readTree(in);
        }
        JsonNode trace = all.get("CartPole-v1").get("trajectories").get(0);
        JsonNode answer = answers("""
                {"name": "first", "env": "CartPole-v1", "seed": %s, "actions": %s}"""
                .formatted(trace.get("seed"), trace.get("actions"))).getFirst();
        assertThat(answer.get("name").textValue()).isEqualTo("first");
        assertThat(answer.get("obs").toString()).isEqualTo(trace.get("obs").toString());
        assertThat(answer.get("rewards").toString()).isEqualTo(trace.get("rewards").toString());
        assertThat(answer.get("state0").toString()).isEqualTo(trace.get("state0").toString());
        assertThat(answer.get("state_end").toString()).isEqualTo(trace.get("state_end").toString());
        assertThat(answer.get("terminated")).last().isEqualTo(JSON.getNodeFactory().booleanNode(true));
        assertThat(answer.get("truncated")).last().isEqualTo(JSON.getNodeFactory().booleanNode(false));
    }

    @Test
    void mayBeginInAGivenState() throws IOException {
        JsonNode answer = answers("""
                {"name": 1, "env": "MountainCarContinuous-v0", "state0": [0.4, 0.069], "actions": [[1.0]]}""").getFirst();
        assertThat(answer.get("obs").get(0)).hasToString("[0.4,0.069]");
        assertThat(answer.get("terminated")).hasToString("[true]");
        assertThat(answer.get("rewards").get(0).doubleValue()).isEqualTo(99.9);
    }

    @Test
    void giveChoicesAsNumbersAndTakeOptions() throws IOException {
        assertThat(answers("""
                {"name": "lake", "env": "FrozenLake-v1", "kwargs": {"is_slippery": false}, "actions": [2, 1]}"""))
                .singleElement().hasToString("""
                {"name":"lake","state0":[0.0],"obs":[0,1,5],"rewards":[0.0,0.0],"terminated":[false,true],\
                "truncated":[false,false],"state_end":[5.0]}""");
    }

    @Test
    void dealTheCardsTheyAreGiven() throws IOException {
        JsonNode answer = answers("""
                {"name": "21", "env": "Blackjack-v1", "kwargs": {"natural": true}, "actions": [0],
                 "draws": [10, 9, 1, 10]}""".replace("\n", " ")).getFirst();
        assertThat(answer.get("obs").get(0)).hasToString("[21,10,1]");
        assertThat(answer.get("rewards")).hasToString("[1.5]");
    }

    @Test
    void takeChoicesByName() throws IOException {
        assertThat(answers("""
                {"name": "lake", "env": "FrozenLake-v1", "kwargs": {"is_slippery": false}, "actions": ["right", "down"]}"""))
                .singleElement().extracting(answer -> answer.get("obs")).hasToString("[0,1,5]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'name': 1, 'env': 'CartPole-v2', 'actions': []}|Unknown environment \"CartPole-v2\"; did you mean \"CartPole-v1\"?",
        "{'name': 1, 'env': 'CartPole-v1', 'actions': [2]}|Action 0 is 2, no element of",
        "{'name': 1, 'env': 'CartPole-v1', 'acts': [1]}|Unknown key \"acts\"",
        "{'name': 1, 'env': 'CartPole-v1', 'state0': [1, 2], 'actions': []}|A state of CartPole-v1 is 4 numbers",
        "{'name': 1, 'env': 'CartPole-v1', 'draws': [1], 'actions': []}|\"draws\" are the cards of Blackjack-v1",
        "{'name': 1, 'env': 'CartPole-v1', 'seed': 1.5, 'actions': []}|\"seed\" is a whole number",
        "{'name': 1, 'env': 'Blackjack-v1', 'draws': [2, 3], 'actions': []}|The stacked deck has no card left after 2",
        "{'name': 1, 'env': 'FrozenLake-v1', 'kwargs': {'is_slippery': false}, 'actions': [2, 1, 1]}|The episode is over after 2 of 3"
    })
    void sayWhatCannotBeDone(String request, String error) throws IOException {
        JsonNode answer = answers(request.replace('\'', '"')).getFirst();
        assertThat(answer.get("name").intValue()).isEqualTo(1);
        assertThat(answer.get("error").textValue()).contains(error);
        assertThat(answer).hasSize(2);
    }

    @Test
    void goOnAfterALineThatIsNoJson() throws IOException {
        List<JsonNode> answers = answers("{", "", "{\"name\": 2, \"env\": \"Taxi-v4\", \"actions\": []}");
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst().get("error").textValue()).startsWith("This line is no JSON");
        assertThat(answers.getLast().get("obs")).hasSize(1);
    }
}
