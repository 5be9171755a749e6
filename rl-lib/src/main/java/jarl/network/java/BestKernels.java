package jarl.network.java;

/// The fastest kernels that this JVM can load, chosen once.
final class BestKernels {
    private static final String MODULE = "jdk.incubator.vector";

    static final Kernels KERNELS = choose();

    private BestKernels() {}

    private static Kernels choose() {
        if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
            return new VectorKernels();
        }
        System.getLogger("jarl").log(
                System.Logger.Level.WARNING,
                "The Java engine computes with plain loops, several times slower, because the module " + MODULE
                        + " is absent. Start the JVM with --add-modules=" + MODULE + ".");
        return new PlainKernels();
    }
}
