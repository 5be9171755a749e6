package jarl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Engines")
class EnginesTest {
    @Test
    void opensTheEngineOfTheNameOnTheDevice() {
        try (Engine engine = Engines.open("torch", "cpu", 1)) {
            assertThat(engine.name()).isEqualTo("torch");
            assertThat(engine.device()).isEqualTo("cpu");
            assertThat(engine.reproducible()).isTrue();
        }
    }

    @Test
    void takesTheJavaEngineOnTheCpuWhereNoneIsNamed() {
        try (Engine engine = Engines.open("auto", "cpu", 1)) {
            assertThat(engine.name()).isEqualTo("java");
        }
    }

    @Test
    void refusesTheJavaEngineOnAGpu() {
        assertThatThrownBy(() -> Engines.open("java", "cuda", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engine=torch");
    }

    @Test
    void anUnknownEngineIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Engines.open("tensorflow", "cpu", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tensorflow")
                .hasMessageContaining("torch");
    }
}
