package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The origin of a value")
class OriginTest {
    private static String origin(String key, String... overrides) {
        return Files.laboratory().compose("config", List.of(overrides)).origin(key).describe();
    }

    @Test
    void isTheFileAndLineThatSetItLast() {
        assertThat(origin("seed")).isEqualTo("config.yaml:5");
        assertThat(origin("agent.rate")).isEqualTo("agent/ppo.yaml:2");
        assertThat(origin("agent.net.act")).isEqualTo("agent/ppo.yaml:3");
    }

    @Test
    void isTheOptionThatWasChosenNotTheChoice() {
        assertThat(origin("agent.rate", "agent=dqn")).isEqualTo("agent/dqn.yaml:2");
        assertThat(origin("seed", "+plan=quick")).isEqualTo("plan/quick.yaml:4");
    }

    @Test
    void isTheOverrideAsItWasTyped() {
        assertThat(origin("agent.net.width", "agent.net={width: 64}")).isEqualTo("override: agent.net={width: 64}");
        assertThat(origin("agent.net.act", "agent.net={width: 64}")).isEqualTo("agent/ppo.yaml:3");
        assertThat(origin("sizes.1", "sizes.1=8")).isEqualTo("override: sizes.1=8");
        assertThat(origin("sizes.0", "sizes.1=8")).isEqualTo("config.yaml:7");
    }

    @Test
    void isKnownForEveryValue() {
        Config config = Files.laboratory().compose("config", List.of("+extra={}"));

        assertThat(config.origins().keySet()).containsExactly("agent.name", "agent.rate", "agent.net.width",
                "agent.net.act", "task.name", "seed", "debug", "sizes", "sizes.0", "sizes.1", "title", "extra");
    }

    @Test
    void namesTheFileUnderItsDirectory(@TempDir Path directory) throws IOException {
        java.nio.file.Files.writeString(directory.resolve("config.yaml"), "a: 1\n");

        assertThat(Composer.over(directory).compose("config", List.of()).origin("a").describe())
                .isEqualTo(directory.resolve("config.yaml") + ":1");
    }
}
