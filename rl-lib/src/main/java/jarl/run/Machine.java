package jarl.run;

import jarl.network.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The machine and the code that a run is trained on: what its record says of them, and what is measured while it runs.
final class Machine implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private final @Nullable GpuMeter gpu;

    private Machine(@Nullable GpuMeter gpu) {
        this.gpu = gpu;
    }

    /// @param device that an engine computes on; where it is a GPU, that is measured as well
    static Machine watched(String device) {
        return new Machine(device.startsWith("cuda") ? GpuMeter.of(device) : null);
    }

    /// CPU time of this process so far in seconds (`cpu`), and in MB its memory (`memory`), of that the part that Java
    /// objects take (`heap`) and what lies outside of the heap (`native`), where the system tells; of a GPU
    /// `gpu` (percent of the time in use) and `gpu_memory`.
    Map<String, Double> measures() {
        Map<String, Double> measures = new LinkedHashMap<>();
        var memory = ManagementFactory.getMemoryMXBean();
        double heap = memory.getHeapMemoryUsage().getUsed() / 1e6;
        double committed = memory.getHeapMemoryUsage().getCommitted() / 1e6;
        double resident = residentMegabytes();
        measures.put("cpu", cpuSeconds());
        measures.put("memory", Double.isNaN(resident) ? heap + memory.getNonHeapMemoryUsage().getUsed() / 1e6 : resident);
        measures.put("heap", heap);
        if (!Double.isNaN(resident)) {
            measures.put("native", Math.max(0, resident - committed));
        }
        if (gpu != null) {
            measures.putAll(gpu.measures());
        }
        return measures;
    }

    /// NaN where the system does not tell so.
    private static double residentMegabytes() {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(STATUS));
            return resident.find() ? Long.parseLong(resident.group(1)) * 1.024e-3 : Double.NaN;
        } catch (IOException unknown) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        if (gpu != null) {
            gpu.close();
        }
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unknown";
        }
    }

    static Map<String, String> versions(Engine engine) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("jarl", Version.JARL);
        versions.put("java", Runtime.version().toString());
        versions.putAll(engine.versions());
        return versions;
    }

    /// CPU time of this process so far, in seconds.
    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    /// The commit of the repository around `place`; null where there is none, or no git.
    static RunRecord.@Nullable Git git(Path place) {
        String commit = git(place, "rev-parse", "HEAD");
        String changes = commit == null ? null : git(place, "status", "--porcelain", "--untracked-files=no");
        return commit == null || changes == null ? null : new RunRecord.Git(commit, !changes.isEmpty());
    }

    private static @Nullable String git(Path place, String... arguments) {
        var command = new java.util.ArrayList<>(java.util.List.of("git", "-C", place.toString()));
        command.addAll(java.util.List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor(5, TimeUnit.SECONDS);
            return done && process.exitValue() == 0 ? answer.strip() : null;
        } catch (IOException noGit) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
