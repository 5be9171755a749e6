package jarl.network;

import jarl.network.java.JavaEngine;
import jarl.network.torch.TorchEngine;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Opens the engine that a config names.
public final class Engines {
    private Engines() {}

    /// Opens an engine; whoever calls closes it. A device that is not available is replaced by the CPU, with a warning
    /// in the log; who would rather fail asks [Devices#choose] first.
    ///
    /// @param engine  `java`; `torch`; `auto`: java on the CPU for what it can compute, torch for all else
    /// @param device  `auto`, `cpu`, `cuda`, `cuda:1`, `mps`
    /// @param threads that the java engine divides its work among; torch computes on one, where small networks are
    ///                fastest
    /// @param spec    what it will have to compute; null: other things than multilayer perceptrons too
    /// @throws IllegalArgumentException if there is no engine or device of this name, or not together
    /// @throws IllegalStateException    if the engine cannot be opened
    public static Engine open(String engine, String device, int threads, @Nullable NetworkSpec spec) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads + ": an engine computes on 1 thread at least");
        }
        return switch (engine) {
            case "java" -> java(device, threads);
            case "torch" -> TorchEngine.open(available(device));
            case "auto" -> {
                String chosen = available(device);
                yield chosen.equals("cpu") && spec != null ? new JavaEngine(threads) : TorchEngine.open(chosen);
            }
            default ->
                throw new IllegalArgumentException(
                        "engine=" + engine + ": no such engine. There are auto, java, torch");
        };
    }

    private static Engine java(String device, int threads) {
        if (!device.equals("auto") && !device.equals("cpu")) {
            throw new IllegalArgumentException(
                    "engine=java computes on the CPU alone, not on device=" + device + "; use engine=torch");
        }
        return new JavaEngine(threads);
    }

    private static String available(String device) {
        System.Logger log = System.getLogger(Engines.class.getPackageName());
        return Devices.here().choose(device, false, warning -> log.log(Level.WARNING, warning));
    }
}
