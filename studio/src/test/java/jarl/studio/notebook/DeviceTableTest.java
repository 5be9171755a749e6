package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.display.DisplayBundle;
import jarl.network.DeviceInfo;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of devices")
class DeviceTableTest {
    @Test
    void tellsTypeNameAndMemoryOfEach() {
        var table = new DeviceTable(List.of(
                new DeviceInfo("cuda:1", "NVIDIA L4", 23L << 30, false), new DeviceInfo("cpu", "EPYC", 0, true)));
        String plain = String.valueOf(table.display().data().get(DisplayBundle.PLAIN));
        assertThat(plain.lines().toList())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("cuda:1", "cuda", "NVIDIA L4", "23.0 GiB", "no"))
                .anySatisfy(line -> assertThat(line).contains("cpu", "EPYC", "unknown", "yes"));
    }

    @Test
    void ofThisMachineHasItsProcessorAtLeast() {
        assertThat(Lab.devices().devices()).extracting(DeviceInfo::id).contains("cpu");
    }
}
