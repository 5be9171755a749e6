package jarl.network.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/// Loads PyTorch into this JVM, once.
final class TorchLibrary {
    private TorchLibrary() {}

    static synchronized Engine load() {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("org.slf4j.simpleLogger.log.ai.djl", "error"); // it warns wherever there is no GPU
        // more threads than one made small networks up to 300 times slower on a busy machine
        setDefault("ai.djl.pytorch.num_threads", "1");
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(1);
        return engine;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
