package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.network.Devices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The benchmark command")
class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws JsonProcessingException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void tellsOfEachPartInOneJsonLineACase() throws JsonProcessingException {
        assertThat(bench("inference", "ppo-step", "--steps", "3", "--engine", "java", "--threads", "2", "--json"))
                .isZero();
        assertThat(lines())
                .extracting(line -> line.get("measure").asText() + " " + line.get("rows").asInt())
                .containsExactly(
                        "inference 1", "inference 8", "inference 64", "inference 1024", "ppo-step 64", "ppo-step 256",
                        "ppo-step 2048");
        assertThat(lines()).allSatisfy(line -> {
            assertThat(line.get("microseconds").asDouble()).isPositive();
            assertThat(line.get("engine").asText()).isEqualTo("java");
            assertThat(line.get("threads").asInt()).isEqualTo(2);
            assertThat(line.get("versions").get("jarl").asText()).isNotEmpty();
        });
    }

    @Test
    void stepsWorldsAloneAndTogether() throws JsonProcessingException {
        assertThat(bench("env", "--steps", "64", "--json")).isZero();
        assertThat(lines()).extracting(line -> line.get("num_envs").asInt()).containsExactly(1, 8, 1024, 4096);
        assertThat(lines()).allSatisfy(line -> assertThat(line.get("steps_per_s").asDouble()).isPositive());
    }

    @Test
    void trainsInAProcessOfItsOwnAndTellsWhatItTook() throws JsonProcessingException {
        assertThat(bench("ppo-cartpole", "--recipe", "zoo", "--steps", "1024", "--seed", "3", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.get("recipe").asText()).isEqualTo("zoo");
            assertThat(line.get("steps").asInt()).isEqualTo(1024);
            assertThat(line.get("seed").asInt()).isEqualTo(3);
            assertThat(line.get("steps_per_s").asDouble()).isPositive();
            assertThat(line.get("engine").asText()).isEqualTo("java");
            assertThat(line.has("solved_steps")).isFalse();
        });
    }

    /// Seed 1 gets there within the recipe's budget; learning is the same on every machine.
    @Test
    void tellsWhenCartPoleWasSolvedFromTheStartOfTheProcess() throws JsonProcessingException {
        assertThat(bench("ppo-cartpole", "--recipe", "zoo", "--seed", "1", "--json")).isZero();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.get("solved_steps").asInt()).isBetween(10_000, 100_000);
            assertThat(line.get("process_s").asDouble()).isGreaterThan(line.get("solved_s").asDouble());
            assertThat(line.get("steps").asInt()).isGreaterThanOrEqualTo(100_000);
        });
    }

    @Test
    void printsATableForPeople() {
        assertThat(bench("inference", "--steps", "2", "--engine", "java")).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("measure");
        assertThat(out.toString()).contains("1024 rows").contains("java, 1 thread").contains("µs");
    }

    @Test
    void answersAnUnknownMeasureOrRecipeWithThoseThereAre() {
        assertThat(bench("inferense")).isEqualTo(2);
        assertThat(err.toString()).contains("inferense").contains("inference, ppo-step");
        assertThat(bench("ppo-cartpole", "--recipe", "zoom")).isEqualTo(2);
        assertThat(err.toString()).contains("--recipe=zoom").contains("sb3, zoo, cleanrl");
        assertThat(bench("env", "--steps", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--steps is 0").doesNotContain("\tat ");
    }

    @Test
    void leavesCudaOutWhereThereIsNoneAndSaysWhy() {
        assumeTrue(Devices.here().list().stream().noneMatch(device -> device.type().equals("cuda")), "no CUDA card");
        assertThat(bench("ppo-cuda", "--json")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("ppo-cuda is left out").contains("no NVIDIA driver answers");
    }
}
