package jarl.network;

import jarl.network.java.JavaEngine;
import jarl.network.torch.TorchEngine;
import java.lang.System.Logger.Level;

/// Opens the engine that a config names.
public final class Engines {
    private Engines() {}

    /// Opens an engine; whoever calls closes it. A device that is not available is replaced by the CPU, with a warning
    /// in the log; who would rather fail asks [Devices#choose] first.
    ///
    /// @param engine  `auto` (`java` on the CPU, else `torch`), `java` or `torch`
    /// @param device  `auto`, `cpu`, `cuda`, `cuda:1`, `mps`
    /// @param threads for the Java engine; torch computes on one, where small networks are fastest
    /// @throws IllegalArgumentException if there is no engine or device of this name, or the engine is not for it
    /// @throws IllegalStateException    if the engine cannot be opened
    public static Engine open(String engine, String device, int threads) {
        return switch (engine) {
            case "auto" -> openOn(available(device), threads);
            case "java" -> java(device, threads);
            case "torch" -> TorchEngine.open(available(device));
            default ->
                throw new IllegalArgumentException(
                        "engine=" + engine + ": no such engine. There are auto, java, torch");
        };
    }

    private static Engine openOn(String device, int threads) {
        return device.equals("cpu") ? new JavaEngine(threads) : TorchEngine.open(device);
    }

    private static Engine java(String device, int threads) {
        if (!device.equals("auto") && !device.equals("cpu")) {
            throw new IllegalArgumentException(
                    "engine=java computes on the CPU, not on device=" + device + ". Take engine=torch, or device=cpu");
        }
        return new JavaEngine(threads);
    }

    private static String available(String device) {
        System.Logger log = System.getLogger(Engines.class.getPackageName());
        return Devices.here().choose(device, false, warning -> log.log(Level.WARNING, warning));
    }
}
