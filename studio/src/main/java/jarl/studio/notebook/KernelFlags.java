package jarl.studio.notebook;

import java.util.List;

/// What the library asks of a kernel's JVM beyond the kernel's own flags.
public final class KernelFlags {
    /// PyTorch offline, on one thread, which is fastest for small networks, without reports to anyone; pictures without a
    /// screen.
    public static final List<String> ALL = List.of(
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-DOPT_OUT_TRACKING=true",
            "-Djava.awt.headless=true", // figures are drawn without a screen
            "--sun-misc-unsafe-memory-access=allow"); // protobuf's, without a warning in the notebook

    private KernelFlags() {}
}
