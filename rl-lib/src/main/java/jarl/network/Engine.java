package jarl.network;

import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes networks. Whoever opens an engine closes it; its networks go with it.
public interface Engine extends AutoCloseable {
    /// `java` or `torch`.
    String name();

    /// Where it computes: `cpu`, `cuda:0`, `mps`.
    String device();

    /// Whether the same seed gives the same bits, whatever the number of threads.
    boolean reproducible();

    /// Versions of the libraries that it computes with, by name; none where it needs none.
    default Map<String, String> versions() {
        return Map.of();
    }

    /// A network with first parameters drawn from `init`.
    Network network(NetworkSpec spec, RandomGenerator init);

    @Override
    void close();
}
