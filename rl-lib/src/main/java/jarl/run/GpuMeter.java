package jarl.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks the NVIDIA driver's own program how busy the GPU of a run is, beside the training and seldom: it is a process each
/// time. GPUs are counted as that program does; where `CUDA_VISIBLE_DEVICES` hides some, the figures may be another's.
final class GpuMeter implements AutoCloseable {
    private static final long EVERY = 5_000; // ms
    private static final Pattern LINE = Pattern.compile("\\s*([^,]*?)\\s*,\\s*([^,]*?)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final String program;
    private final int gpu;
    private final Thread asking = Thread.ofVirtual().unstarted(this::ask);
    private volatile Map<String, Double> measures = Map.of();

    /// @param device `cuda`, `cuda:1`
    static GpuMeter of(String device) {
        return new GpuMeter("nvidia-smi", index(device));
    }

    private static int index(String device) {
        int colon = device.indexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(device.substring(colon + 1));
    }

    GpuMeter(String program, int gpu) {
        this.program = program;
        this.gpu = gpu;
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
                                program, "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                process.waitFor(EVERY, TimeUnit.MILLISECONDS);
                measures = parse(answer, gpu);
                Thread.sleep(EVERY);
            }
        } catch (IOException | InterruptedException over) {
            measures = Map.of(); // no such program, or the training is over
        }
    }

    /// @param answer a line for each GPU, in percent and MiB: `17, 2048`; `[N/A]` where a figure is not known
    /// @param gpu    the line's number, from 0
    static Map<String, Double> parse(String answer, int gpu) {
        List<String> lines = answer.lines().toList();
        Map<String, Double> measures = new LinkedHashMap<>();
        Matcher line = LINE.matcher(gpu < lines.size() ? lines.get(gpu) : "");
        if (line.matches()) {
            number(line.group(1)).ifPresent(percent -> measures.put("gpu", percent));
            number(line.group(2)).ifPresent(mebibytes -> measures.put("gpu_memory", mebibytes * 1.048576));
        }
        return measures;
    }

    private static OptionalDouble number(String field) {
        return NUMBER.matcher(field).matches() ? OptionalDouble.of(Double.parseDouble(field)) : OptionalDouble.empty();
    }

    /// Waits until it asks no more.
    void awaitEnd() throws InterruptedException {
        asking.join();
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
