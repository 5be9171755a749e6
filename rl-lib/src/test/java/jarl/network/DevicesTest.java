package jarl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Devices")
class DevicesTest {
    private static final DeviceInfo CPU = new DeviceInfo("cpu", "a processor", 1L << 34, true);
    private static final DeviceInfo MPS = new DeviceInfo("mps", "a Mac", 1L << 34, true);
    private static final DeviceInfo FIRST = new DeviceInfo("cuda:0", "a card", 1L << 35, true);
    private static final DeviceInfo SECOND = new DeviceInfo("cuda:1", "another card", 1L << 35, true);
    private static final DeviceInfo WITHOUT_LIBRARIES = new DeviceInfo("cuda:0", "a card", 1L << 35, false);

    private final List<String> warnings = new ArrayList<>();

    private String choose(String requested, Map<String, String> environment, DeviceInfo... devices) {
        boolean accelerated = Arrays.stream(devices).anyMatch(device -> device.usable() && !device.id().equals("cpu"));
        return new Devices(environment, accelerated, () -> List.of(devices)).choose(requested, false, warnings::add);
    }

    @Test
    void autoTakesCudaBeforeMpsBeforeTheCpu() {
        assertThat(choose("auto", Map.of(), CPU, MPS, FIRST, SECOND)).isEqualTo("cuda:0");
        assertThat(choose("auto", Map.of(), CPU, MPS)).isEqualTo("mps");
        assertThat(choose("auto", Map.of(), WITHOUT_LIBRARIES, CPU)).isEqualTo("cpu");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aDeviceThatIsThereIsTaken() {
        assertThat(choose("cuda", Map.of(), FIRST, SECOND, CPU)).isEqualTo("cuda:0");
        assertThat(choose("cuda:1", Map.of(), FIRST, SECOND, CPU)).isEqualTo("cuda:1");
        assertThat(choose("CPU", Map.of(), FIRST, CPU)).isEqualTo("cpu");
        assertThat(warnings).isEmpty();
    }

    @Test
    void forceDeviceOverridesWhatAConfigAsksFor() {
        assertThat(choose("cuda", Map.of("FORCE_DEVICE", "cpu"), FIRST, CPU)).isEqualTo("cpu");
        assertThat(choose("cpu", Map.of("FORCE_DEVICE", "cuda:1"), FIRST, SECOND, CPU)).isEqualTo("cuda:1");
        assertThat(choose("mps", Map.of("FORCE_DEVICE", " "), MPS, CPU)).isEqualTo("mps");
    }

    @Test
    void theCpuStandsInForAnUnavailableDeviceWithAWarningThatSaysWhy() {
        assertThat(choose("cuda", Map.of(), CPU)).isEqualTo("cpu");
        assertThat(choose("cuda", Map.of(), WITHOUT_LIBRARIES, CPU)).isEqualTo("cpu");
        assertThat(choose("cuda:2", Map.of(), FIRST, SECOND, CPU)).isEqualTo("cpu");
        assertThat(choose("cuda", Map.of("CUDA_VISIBLE_DEVICES", ""), CPU)).isEqualTo("cpu");
        assertThat(choose("auto", Map.of("FORCE_DEVICE", "mps"), CPU)).isEqualTo("cpu");
        assertThat(warnings)
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("device=cuda", "nvidia-smi"),
                        warning -> assertThat(warning).contains("libraries", "docs/engines.md"),
                        warning -> assertThat(warning).contains("cuda:1 (another card)"),
                        warning -> assertThat(warning).contains("CUDA_VISIBLE_DEVICES="),
                        warning -> assertThat(warning).contains("FORCE_DEVICE=mps", "Mac"));
    }

    @Test
    void anUnavailableDeviceIsAnErrorWhereThatIsAskedFor() {
        assertThatThrownBy(() -> new Devices(Map.of(), false, () -> List.of(CPU)).choose("cuda", true, warnings::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("device=cuda");
        assertThat(warnings).isEmpty();
    }

    @Test
    void theDriverIsNotAskedWhereOnlyTheCpuCanBeMeant() {
        Supplier<List<DeviceInfo>> driver = () -> {
            throw new AssertionError("asked");
        };
        assertThat(new Devices(Map.of(), true, driver).choose("cpu", true, warnings::add)).isEqualTo("cpu");
        assertThat(new Devices(Map.of(), false, driver).choose("auto", true, warnings::add)).isEqualTo("cpu");
    }

    @Test
    void anUnknownDeviceIsNamedWithWhereItStands() {
        assertThatThrownBy(() -> choose("tpu", Map.of(), CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device=tpu")
                .hasMessageContaining("mps");
        assertThatThrownBy(() -> choose("cpu", Map.of("FORCE_DEVICE", "gpu"), CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FORCE_DEVICE=gpu");
    }

    @Test
    void cudaVisibleDevicesChoosesAndOrdersCardsUpToTheFirstThatIsNot() {
        String zero = "0, GPU-aaaa-1, A, 100";
        String one = "1, GPU-bbbb-2, B, 200";
        List<String> cards = List.of(zero, one);
        assertThat(Devices.visible(cards, null)).containsExactly(zero, one);
        assertThat(Devices.visible(cards, "1,0")).containsExactly(one, zero);
        assertThat(Devices.visible(cards, "GPU-bbbb")).containsExactly(one);
        assertThat(Devices.visible(cards, "1,7,0")).containsExactly(one);
        assertThat(Devices.visible(cards, "-1,0")).isEmpty();
        assertThat(Devices.visible(cards, "")).isEmpty();
    }

    @Test
    void thisMachineHasACpuWithNameAndMemory() {
        DeviceInfo cpu = Devices.here().list().getLast();
        assertThat(cpu.id()).isEqualTo("cpu");
        assertThat(cpu.type()).isEqualTo("cpu");
        assertThat(cpu.usable()).isTrue();
        assertThat(cpu.model()).isNotBlank();
        assertThat(cpu.memory()).isGreaterThan(1L << 28);
    }
}
