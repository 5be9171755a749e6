package jarl.network;

import java.util.random.RandomGenerator;

/// Makes networks. Whoever opens an engine closes it; its networks go with it.
public interface Engine extends AutoCloseable {
    /// `java` or `torch`.
    String name();

    /// Where it computes: `cpu`, `cuda:0`, `mps`.
    String device();

    /// Whether the same seed gives the same bits, whatever the number of threads.
    boolean reproducible();

    /// A network with first parameters drawn from `init`.
    Network network(NetworkSpec spec, RandomGenerator init);

    @Override
    void close();
}
