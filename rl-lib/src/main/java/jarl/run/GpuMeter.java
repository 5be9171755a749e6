package jarl.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks the NVIDIA driver's own program how busy the first GPU is, beside the training and seldom: it is a process each
/// time.
final class GpuMeter implements AutoCloseable {
    private static final long EVERY = 5_000; // ms
    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s*,\\s*(\\d+)");

    private final Thread asking = Thread.ofVirtual().unstarted(this::ask);
    private volatile Map<String, Double> measures = Map.of();

    GpuMeter() {
        asking.start();
    }

    /// As last told: `gpu`, percent of the time in use, and `gpu_memory`, in MB; nothing where nobody tells.
    Map<String, Double> measures() {
        return measures;
    }

    private void ask() {
        try {
            while (true) {
                var process = new ProcessBuilder(
                                "nvidia-smi", "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                process.waitFor(EVERY, TimeUnit.MILLISECONDS);
                measures = parse(answer);
                Thread.sleep(EVERY);
            }
        } catch (IOException | InterruptedException over) {
            measures = Map.of(); // no such program, or the training is over
        }
    }

    /// @param answer a line for each GPU: `17, 2048`, in percent and MiB
    static Map<String, Double> parse(String answer) {
        Map<String, Double> measures = new LinkedHashMap<>();
        Matcher first = LINE.matcher(answer);
        if (first.lookingAt()) {
            measures.put("gpu", Double.valueOf(first.group(1)));
            measures.put("gpu_memory", Long.parseLong(first.group(2)) * 1.048576);
        }
        return measures;
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
