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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which devices there are, and which one a run gets. Asking loads no PyTorch.
///
/// `FORCE_DEVICE` in the environment overrides what a config asks for; `CUDA_VISIBLE_DEVICES` chooses and orders the
/// CUDA devices, as it does for PyTorch.
public final class Devices {
    private final Map<String, String> environment;
    private final boolean accelerated;
    private final Supplier<List<DeviceInfo>> devices;

    /// @param accelerated whether PyTorch's libraries can use anything but the CPU
    /// @param devices     asked only where it matters, for the driver is slow to answer
    Devices(Map<String, String> environment, boolean accelerated, Supplier<List<DeviceInfo>> devices) {
        this.environment = environment;
        this.accelerated = accelerated;
        this.devices = devices;
    }

    /// Those of this machine.
    public static Devices here() {
        Map<String, String> environment = System.getenv();
        boolean cuda = TorchNatives.flavor().startsWith("cu");
        return new Devices(environment, cuda || apple(), () -> find(environment, cuda));
    }

    private static boolean apple() {
        return System.getProperty("os.name").startsWith("Mac")
                && System.getProperty("os.arch").equals("aarch64");
    }

    private static List<DeviceInfo> find(Map<String, String> environment, boolean cuda) {
        var found = new ArrayList<DeviceInfo>();
        List<String> cards = visible(nvidiaSmi(), environment.get("CUDA_VISIBLE_DEVICES"));
        for (int i = 0; i < cards.size(); i++) {
            found.add(card("cuda:" + i, cards.get(i), cuda));
        }
        if (apple()) {
            found.add(new DeviceInfo("mps", "Apple GPU", physicalMemory(), true));
        }
        found.add(new DeviceInfo("cpu", processor(), physicalMemory(), true));
        return found;
    }

    /// CUDA devices first, then MPS, then the CPU, which is always there.
    public List<DeviceInfo> list() {
        return List.copyOf(devices.get());
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
        if (!wanted.matches("auto|cpu|mps|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException(
                    origin + ": no such device. There are auto, cpu, cuda, cuda:1 and the like, mps");
        }
        if (wanted.equals("cpu") || (wanted.equals("auto") && !accelerated)) {
            return "cpu";
        }
        List<DeviceInfo> found = devices.get();
        List<String> kinds = wanted.equals("auto") ? List.of("cuda", "mps", "cpu") : List.of(wanted);
        Optional<String> usable = kinds.stream().flatMap(kind -> usable(kind, found)).findFirst();
        if (usable.isPresent()) {
            return usable.get();
        }
        String missing = origin + " is not available here: " + reason(wanted, found);
        if (strict) {
            throw new IllegalStateException(missing);
        }
        warnings.accept(missing + " Going on with the CPU.");
        return "cpu";
    }

    private static Stream<String> usable(String wanted, List<DeviceInfo> found) {
        return found.stream()
                .filter(DeviceInfo::usable)
                .filter(device -> wanted.equals(device.type()) || wanted.equals(device.id()))
                .map(DeviceInfo::id);
    }

    private String reason(String wanted, List<DeviceInfo> found) {
        if (wanted.equals("mps")) {
            return "MPS needs a Mac with an Apple GPU.";
        }
        List<DeviceInfo> cards =
                found.stream().filter(device -> device.type().equals("cuda")).toList();
        if (cards.isEmpty()) {
            String visible = environment.get("CUDA_VISIBLE_DEVICES");
            return visible == null
                    ? "no NVIDIA driver answers (nvidia-smi)."
                    : "CUDA_VISIBLE_DEVICES=" + visible + " leaves no NVIDIA device.";
        }
        if (cards.stream().noneMatch(DeviceInfo::usable)) {
            return "the machine has " + named(cards) + ", but PyTorch's CUDA libraries are not installed; "
                    + "see docs/engines.md.";
        }
        return "the machine has " + named(cards) + ".";
    }

    private static String named(List<DeviceInfo> cards) {
        return cards.stream().map(card -> card.id() + " (" + card.model() + ")").collect(Collectors.joining(", "));
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
