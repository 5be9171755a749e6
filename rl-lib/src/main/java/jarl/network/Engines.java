package jarl.network;

import jarl.network.torch.TorchEngine;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Opens the engine that a config names.
public final class Engines {
    private Engines() {}

    /// Opens an engine; whoever calls closes it. A device that is not available is replaced by the CPU, with a warning
    /// in the log; who would rather fail asks [Devices#choose] first.
    ///
    /// @param engine  `auto` or `torch`
    /// @param device  `auto`, `cpu`, `cuda`, `cuda:1`, `mps`
    /// @param threads for engines that divide their work; torch computes on one, where small networks are fastest
    /// @param spec    what it will have to compute; null: other things than multilayer perceptrons too
    /// @throws IllegalArgumentException if there is no engine or device of this name
    /// @throws IllegalStateException    if the engine cannot be opened
    public static Engine open(String engine, String device, int threads, @Nullable NetworkSpec spec) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads + ": an engine computes on 1 thread at least");
        }
        System.Logger log = System.getLogger(Engines.class.getPackageName());
        String chosen = Devices.here().choose(device, false, warning -> log.log(Level.WARNING, warning));
        return switch (engine) {
            case "auto", "torch" -> TorchEngine.open(chosen);
            default ->
                throw new IllegalArgumentException("engine=" + engine + ": no such engine. There are auto, torch");
        };
    }
}
