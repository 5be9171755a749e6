package jarl.network;

import jarl.network.torch.TorchNatives;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which devices there are, and which one a run gets. Asking loads no PyTorch.
///
/// `FORCE_DEVICE` in the environment overrides what a config asks for; `CUDA_VISIBLE_DEVICES` chooses and orders the
/// CUDA devices, as it does for PyTorch.
public final class Devices {
    private static final List<String> ORDER = List.of("cuda", "mps", "cpu");

    private final Map<String, String> environment;
    private final List<DeviceInfo> devices;

    Devices(Map<String, String> environment, List<DeviceInfo> devices) {
        this.environment = environment;
        this.devices = List.copyOf(devices);
    }

    /// Those of this machine.
    public static Devices here() {
        Map<String, String> environment = System.getenv();
        var found = new ArrayList<DeviceInfo>();
        boolean cuda = TorchNatives.flavor().startsWith("cu");
        List<String> cards = visible(nvidiaSmi(), environment.get("CUDA_VISIBLE_DEVICES"));
        for (int i = 0; i < cards.size(); i++) {
            found.add(card("cuda:" + i, cards.get(i), cuda));
        }
        if (System.getProperty("os.name").startsWith("Mac") && System.getProperty("os.arch").equals("aarch64")) {
            found.add(new DeviceInfo("mps", "Apple GPU", physicalMemory(), true));
        }
        found.add(new DeviceInfo("cpu", processor(), physicalMemory(), true));
        return new Devices(environment, found);
    }

    /// CUDA devices first, then MPS, then the CPU, which is always there.
    public List<DeviceInfo> list() {
        return devices;
    }

    /// The device of a run.
    ///
    /// @param requested `auto` (CUDA before MPS before CPU), `cpu`, `cuda`, `cuda:1`, `mps`
    /// @param strict    whether an unavailable device is an error; otherwise the CPU stands in, with a warning
    /// @param warnings  told when the CPU stands in
    /// @return `cpu`, `cuda:0`, `mps`
    /// @throws IllegalArgumentException if there is no such kind of device
    /// @throws IllegalStateException    if it is not available, and `strict`
    public String choose(String requested, boolean strict, Consumer<String> warnings) {
        String forced = environment.getOrDefault("FORCE_DEVICE", "").strip();
        String origin = forced.isEmpty() ? "device=" + requested : "FORCE_DEVICE=" + forced;
        String wanted = (forced.isEmpty() ? requested : forced).toLowerCase(Locale.ROOT);
        if (wanted.equals("auto")) {
            return ORDER.stream().flatMap(this::usable).findFirst().orElse("cpu");
        }
        if (!wanted.matches("cpu|mps|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException(
                    origin + ": no such device. There are auto, cpu, cuda, cuda:1 and the like, mps");
        }
        String id = wanted.equals("cuda") ? "cuda:0" : wanted;
        if (usable(wanted).findAny().isPresent()) {
            return id;
        }
        String missing = origin + " is not available here: " + reason(id);
        if (strict) {
            throw new IllegalStateException(missing);
        }
        warnings.accept(missing + " Going on with the CPU.");
        return "cpu";
    }

    private Stream<String> usable(String wanted) {
        return devices.stream()
                .filter(DeviceInfo::usable)
                .filter(device -> wanted.equals(device.type()) || wanted.equals(device.id()))
                .map(DeviceInfo::id);
    }

    private String reason(String id) {
        if (id.equals("mps")) {
            return "MPS needs a Mac with an Apple GPU.";
        }
        List<String> cards = devices.stream()
                .filter(device -> device.type().equals("cuda"))
                .map(device -> device.id() + " (" + device.model() + ")")
                .toList();
        if (cards.isEmpty()) {
            String visible = environment.get("CUDA_VISIBLE_DEVICES");
            return visible == null
                    ? "no NVIDIA driver answers (nvidia-smi)."
                    : "CUDA_VISIBLE_DEVICES=" + visible + " leaves no NVIDIA device.";
        }
        if (devices.stream().anyMatch(device -> device.id().equals(id))) {
            return "the machine has " + id + ", but PyTorch's CUDA libraries are not installed; see docs/engines.md.";
        }
        return "the machine has " + String.join(", ", cards) + ".";
    }

    /// Lines `index, uuid, name, MiB` of the driver's own tool, in its order; none where there is no driver.
    private static List<String> nvidiaSmi() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=index,uuid,name,memory.total", "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? answer.lines().toList() : List.of();
        } catch (IOException e) {
            return List.of(); // not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Chooses and orders cards as CUDA does: by number or by the beginning of a UUID, up to the first entry that names
    /// none.
    ///
    /// @param cards   lines of [#nvidiaSmi]
    /// @param visible value of `CUDA_VISIBLE_DEVICES`; null: all
    static List<String> visible(List<String> cards, @Nullable String visible) {
        if (visible == null) {
            return cards;
        }
        var chosen = new ArrayList<String>();
        for (String entry : visible.split(",", -1)) {
            String name = entry.strip();
            var card = cards.stream()
                    .filter(line -> !name.isEmpty() && (column(line, 0).equals(name) || named(line, name)))
                    .findFirst();
            if (card.isEmpty()) {
                break;
            }
            chosen.add(card.get());
        }
        return chosen;
    }

    private static boolean named(String line, String uuid) {
        return uuid.startsWith("GPU-") && column(line, 1).startsWith(uuid);
    }

    private static String column(String line, int column) {
        return line.split(",", -1)[column].strip();
    }

    private static DeviceInfo card(String id, String line, boolean usable) {
        long mebibytes = column(line, 3).matches("\\d+") ? Long.parseLong(column(line, 3)) : 0;
        return new DeviceInfo(id, column(line, 2), mebibytes << 20, usable);
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux
        }
    }
}
