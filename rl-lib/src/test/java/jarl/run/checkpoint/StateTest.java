package jarl.run.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.state.StateException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A saved state")
class StateTest {
    @TempDir
    Path folder;

    @Test
    void givesBackEachValueBitForBitAfterItWasAFile() {
        var saved = new Samples.Everything(3);
        Path file = folder.resolve("state.safetensors");
        AtomicFiles.write(file, State.of(saved)::writeTo);

        var loaded = new Samples.Everything(4);
        loaded.load(State.read(file).reader());

        assertThat(Samples.bytes(State.of(loaded))).isEqualTo(Samples.bytes(State.of(saved)));
        assertThat(loaded.text).isEqualTo("θ of seed 3");
    }

    @Test
    void knowsItsNamesAndScopes() {
        var from = Samples.state(3).reader();

        assertThat(from.has("floats")).isTrue();
        assertThat(from.has("wide")).isTrue();
        assertThat(from.at("wide").has("deep")).isTrue();
        assertThat(from.has("wid")).isFalse();
        assertThat(from.has("floats.x")).isFalse();
    }

    @Test
    void copiesWhatItIsGiven() {
        float[] values = {1};
        var state = new State();
        state.writer().floats("values", values);
        values[0] = 2;

        assertThat(state.reader().floats("values")).containsExactly(1);
    }

    @Test
    void refusesANameThatItHasAlready() {
        var to = new State().writer();
        to.at("a").number("b", 1);

        assertThatThrownBy(() -> to.number("a.b", 2)).isInstanceOf(StateException.class).hasMessage(
                "a.b is written twice");
    }

    @Test
    void saysWhatIsMissingOrOfAnotherType() {
        var from = Samples.state(3).reader();

        assertThatThrownBy(() -> from.at("wide").floats("none"))
                .isInstanceOf(StateException.class)
                .hasMessage("wide.none is not in the saved state");
        assertThatThrownBy(() -> from.doubles("floats")).hasMessage("floats was saved as F32, not as F64");
        assertThatThrownBy(() -> from.bytes("text")).hasMessage("text was saved as a text, not as bytes");
        assertThatThrownBy(() -> from.text("bytes")).hasMessage("bytes was saved as bytes, not as a text");
    }

    @Test
    void isNotReadFromAPolicy() {
        Path file = folder.resolve("policy.safetensors");
        AtomicFiles.write(file, Samples.policy(1)::writeTo);

        assertThatThrownBy(() -> State.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("not a saved state");
    }
}
