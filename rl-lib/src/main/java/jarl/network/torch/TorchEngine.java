package jarl.network.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Engine;
import jarl.network.NetworkSpec;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// PyTorch on one device. All work of an engine and of its networks goes through [#call], one thread at a time: a
/// network may be made in one cell of a notebook and used in another, and closing waits for what is running.
///
/// Same seed, same bits on the CPU, where PyTorch runs on one thread; on other devices this is not promised.
public final class TorchEngine implements Engine {
    private final Device device;
    private final String deviceName;
    private final PtNDManager memory;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;

    private TorchEngine(Device device, String deviceName, PtNDManager memory) {
        this.device = device;
        this.deviceName = deviceName;
        this.memory = memory;
    }

    /// Loads PyTorch, the first time in a JVM, and opens a device of it.
    ///
    /// @param device `cpu`, `cuda`, `cuda:1`, `mps`
    /// @throws IllegalStateException if PyTorch cannot be loaded, has another version than its bridge was built for, or
    ///                               does not have the device
    public static TorchEngine open(String device) {
        ai.djl.engine.Engine torch = TorchNatives.load();
        Device opened = TorchDevices.parse(device);
        var memory = (PtNDManager) torch.newBaseManager(opened);
        var engine = new TorchEngine(opened, TorchDevices.name(opened), memory);
        try {
            engine.run(() -> Memory.tensor(memory, new float[1], 1).close());
        } catch (IllegalStateException e) {
            memory.close();
            throw new IllegalStateException(TorchDevices.unavailable(device) + ". " + e.getMessage(), e);
        }
        return engine;
    }

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public String device() {
        return deviceName;
    }

    @Override
    public boolean reproducible() {
        return onCpu();
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("djl", ai.djl.engine.Engine.getDjlVersion(), "torch", TorchNatives.version());
    }

    boolean onCpu() {
        return device.equals(Device.cpu());
    }

    @Override
    public TorchNetwork network(NetworkSpec spec, RandomGenerator init) {
        float[] parameters = spec.initial(init);
        return call(() -> new TorchNetwork(this, spec, parameters));
    }

    /// Any block of DJL as a network: `engine.network(() -> convolutions(), new Shape(1, 84, 84), init)`.
    ///
    /// @param block makes the block anew each time it is asked
    /// @param row   how the block sees one row, without the batch
    /// @param init  draws the seed of the block's own initializers
    public TorchBlock network(Supplier<Block> block, Shape row, RandomGenerator init) {
        int seed = init.nextInt();
        return call(() -> TorchBlock.of(this, block, row, seed));
    }

    /// Memory for as long as whoever opens it needs it, at most for the life of this engine.
    PtNDManager newMemory() {
        return memory.newSubManager(device);
    }

    /// Does this while nobody else uses the engine, with autograd off (each new thread starts with it on).
    <T> T call(Supplier<T> work) {
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The torch engine on " + deviceName + " is closed");
            }
            JniUtils.setGradMode(false);
            return work.get();
        } catch (EngineException e) {
            throw Failures.explained(e, deviceName);
        } finally {
            turn.unlock();
        }
    }

    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// Frees what `work` frees, unless the engine has already freed it; waits for what is running.
    void release(Runnable work) {
        turn.lock();
        try {
            if (!closed) {
                work.run();
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        release(() -> {
            closed = true;
            memory.close();
        });
    }
}
