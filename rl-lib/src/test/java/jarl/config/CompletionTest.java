package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Completion offers")
class CompletionTest {
    private static List<String> complete(String begun, String... others) {
        return new Completion(Files.laboratory(), "config").complete(begun, List.of(others));
    }

    @Test
    void groupsAndKeys() {
        assertThat(complete("")).contains("agent=", "agent.", "seed=", "title=");
        assertThat(complete("s")).containsExactly("seed=", "sizes=");
    }

    @Test
    void theOptionsOfAGroup() {
        assertThat(complete("agent=")).containsExactly("agent=dqn", "agent=ppo");
        assertThat(complete("agent=ppo,d")).containsExactly("agent=ppo,dqn");
    }

    @Test
    void theKeysOfASectionUnderTheOtherOverrides() {
        assertThat(complete("agent.n")).containsExactly("agent.name=", "agent.net.");
        assertThat(complete("agent.n", "agent=dqn")).containsExactly("agent.name=");
    }

    @Test
    void groupsThatAreNotChosenYetAfterAPlus() {
        assertThat(complete("+p")).containsExactly("+plan=");
        assertThat(complete("+plan=")).containsExactly("+plan=quick");
    }

    @Test
    void whatCanBeRemovedAfterATilde() {
        assertThat(complete("~a")).containsExactly("~agent", "~agent.");
    }

    @Test
    void theFewValuesOfATruthOrAChoice() {
        assertThat(complete("debug=")).containsExactly("debug=false", "debug=true");
        Completion typed = new Completion(
                Files.of("config.yaml", "defaults: [net: small]", "net/small.yaml", "name: small")
                        .schema("net/small", BindingTest.Net.class),
                "config");
        assertThat(typed.complete("net.activation=", List.of()))
                .containsExactly("net.activation=leaky_relu", "net.activation=tanh");
    }

    @Test
    void wordsAtTheCursorOfACell() {
        String cell = "var c = config(\"agent=dqn\", \"agent.ra\");";
        int cursor = cell.indexOf("ra\"") + 2;

        assertThat(new Completion(Files.laboratory(), "config").at(cell, cursor))
                .isEqualTo(new Completion.Candidates(cursor - 8, cursor, List.of("agent.rate=")));
    }

    @Test
    void nothingWhereNothingCanBeComposed() {
        assertThat(new Completion(Files.of("config.yaml", "a: ["), "config").complete("a", List.of())).isEmpty();
    }
}
