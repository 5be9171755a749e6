package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.java.Help;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Completion of overrides in a cell")
class OverrideCompletionTest {
    private static Help.Completions at(String text) {
        return OverrideCompletion.at(text, text.length());
    }

    @Test
    void knowsGroupsOptionsAndKeysWithinTheTextsOfAConfig() {
        assertThat(at("var c = config(\"experiment=cart").matches()).containsKey("experiment=cartpole_ppo");
        assertThat(at("train(\"experiment=cartpole_ppo\", \"algorithm.clip").matches()).containsKey("algorithm.clip_range=");
        assertThat(at("config(\"see").from()).isEqualTo("config(\"".length());
    }

    @Test
    void leavesAllElseToJava() {
        assertThat(at("config(")).isNull();
        assertThat(at("String s = \"experi")).isNull();
        assertThat(at("config(\"seed=1\"); \"exp")).isNull();
    }
}
