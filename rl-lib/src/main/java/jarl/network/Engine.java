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

    /// Lets `work` be done while the caller goes on, where the engine has a thread to spare; else does it at once. The
    /// caller uses none of the networks and arrays that the work does until it has closed what it gets.
    default Aside aside(Runnable work) {
        work.run();
        return () -> {};
    }

    /// Work that is done beside the caller's.
    @FunctionalInterface
    interface Aside extends AutoCloseable {
        /// Waits for the work's end.
        ///
        /// @throws IllegalStateException if it has failed
        @Override
        void close();
    }

    @Override
    void close();
}
