package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are of the forms that `nvidia-smi --query-gpu=utilization.gpu,memory.used` has for them.
@DisplayName("The meter of a GPU")
@Timeout(60)
class GpuMeterTest {
    @Test
    void readsTheLineOfItsOwnCard() {
        String three = "17, 2048\n99, 1\n0, 0\n";
        assertThat(GpuMeter.parse(three, 0)).isEqualTo(Map.of("gpu", 17.0, "gpu_memory", 2147.483648));
        assertThat(GpuMeter.parse(three, 1)).isEqualTo(Map.of("gpu", 99.0, "gpu_memory", 1.048576));
        assertThat(GpuMeter.parse(three, 2)).isEqualTo(Map.of("gpu", 0.0, "gpu_memory", 0.0));
        assertThat(GpuMeter.parse(three, 3)).isEmpty();
    }

    /// A card that is divided tells no use of the whole, but its memory.
    @ParameterizedTest
    @ValueSource(strings = {"[N/A], 512\n", "[Not Supported], 512\n", "[Unknown Error], 512\n", "ERR!,  512 \r\n"})
    void leavesOutWhatTheDriverDoesNotKnow(String answer) {
        assertThat(GpuMeter.parse(answer, 0)).isEqualTo(Map.of("gpu_memory", 512 * 1.048576));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[N/A], [N/A]\n", "No devices were found\n",
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA"
                + " driver is installed and running.\n"
    })
    void tellsNothingWhereThereIsNothingToTell(String answer) {
        assertThat(GpuMeter.parse(answer, 0)).isEmpty();
    }

    @Test
    void asksTheDriversProgram(@TempDir Path folder) throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("smi"), """
                #!/bin/sh
                test "$1 $2" = "--query-gpu=utilization.gpu,memory.used --format=csv,noheader,nounits" || exit 1
                echo "5, 100"
                echo "6, 200"
                """);
        assumeTrue(program.toFile().setExecutable(true) && Files.exists(Path.of("/bin/sh")), "there is no /bin/sh");
        try (var meter = new GpuMeter(program.toString(), 1)) {
            while (meter.measures().isEmpty()) {
                Thread.sleep(10);
            }
            assertThat(meter.measures()).containsEntry("gpu", 6.0);
        }
    }

    @Test
    void isSilentWhereThereIsNoSuchProgram(@TempDir Path folder) throws InterruptedException {
        try (var meter = new GpuMeter(folder.resolve("none").toString(), 0)) {
            meter.awaitEnd();
            assertThat(meter.measures()).isEmpty();
        }
    }
}
