package jarl.run;

import jarl.network.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a run's record says of the machine and the code it ran on.
final class Machine {
    private Machine() {}

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

    /// Heap and other memory of this process that the JVM knows of, in MB.
    static double memoryMegabytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        return (memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed()) / 1e6;
    }

    /// CPU time of this process so far, in seconds.
    static double cpuSeconds() {
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
