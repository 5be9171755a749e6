package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error")
class ErrorMessageTest {
    private static ConfigException error(Composer composer, String... overrides) {
        return catchThrowableOfType(ConfigException.class, () -> composer.compose("config", List.of(overrides))
                .toMap());
    }

    private static ConfigException error(String... overrides) {
        return error(Files.laboratory(), overrides);
    }

    @Test
    void pointsAtTheMistypedPartOfAKeyAndNamesTheNearestAndItsSiblings() {
        assertThat(error("agent.net.widht=3")).hasMessage("""
            Unknown key "widht" in the override agent.net.widht=3; did you mean "width"?
                agent.net.widht=3
                          ^^^^^
            agent.net knows: act, width\
            """);
    }

    @Test
    void neverAdvisesToAddATypingErrorButTellsHowToAddANewKey() {
        assertThat(error("sede=3").getMessage()).doesNotContain("+sede");
        assertThat(error("wandb_project=x")).hasMessageEndingWith("To add a new key write +wandb_project=x");
    }

    @Test
    void namesTheNearestOptionAndAllOthers() {
        assertThat(error("agent=pop")).hasMessage("""
            The group agent has no option "pop", named in the override agent=pop; did you mean "ppo"?
            Options: dqn, ppo\
            """);
    }

    @Test
    void namesTheNearestGroup() {
        assertThat(error("agnet@x=ppo")).hasMessageContaining("did you mean \"agent\"?");
    }

    @Test
    void tellsHowToAddAGroupThatIsNotInTheDefaultsList() {
        assertThat(error("plan=quick")).hasMessageEndingWith("To add the group write +plan=quick");
    }

    @Test
    void comesWithAllOthersOfItsStage() {
        assertThat(error("sede=1", "agent.rat=2", "sizes.7=1").problems()).extracting(Problem::kind)
                .containsExactly(ErrorKind.UNKNOWN_KEY, ErrorKind.UNKNOWN_KEY, ErrorKind.INDEX_OUT_OF_RANGE);
        assertThat(error("a=[", "b='").problems()).hasSize(2);
    }

    @Test
    void inAFileNamesTheLine() {
        assertThat(error(Files.of("config.yaml", "a: 1\nb: [1\n"))).hasMessageContaining("config.yaml, line 3");
        assertThat(error(Files.of("config.yaml", "a: 1\nb: ${c}\n")))
                .hasMessageStartingWith("${c} in config.yaml, line 2");
        assertThat(error(Files.of("config.yaml", "defaults:\n  - agent: x\n")))
                .hasMessageContaining("config.yaml, line 2");
    }

    @Test
    void saysWhichDefaultsLeadInACircle() {
        assertThat(error(
                        Files.of("config.yaml", "defaults: [a]", "a.yaml", "defaults: [b]", "b.yaml", "defaults: [a]")))
                .hasMessageContaining("a → b → a");
    }
}
