package jarl.network.java;

import jarl.network.Engine;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import java.util.random.RandomGenerator;

/// The engine for multilayer perceptrons on the CPU: the same seed gives the same bits on any number of threads and on
/// any width of vectors.
///
/// It computes with the Vector API where the JVM was started with `--add-modules=jdk.incubator.vector`, and with plain
/// loops, several times slower but to the same bits, where it was not.
public final class JavaEngine implements Engine {
    private final Kernels kernels;
    private final Team team;

    /// @param threads that compute together, the caller's among them; at least 1
    public JavaEngine(int threads) {
        this(threads, BestKernels.KERNELS);
    }

    JavaEngine(int threads, Kernels kernels) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        this.kernels = kernels;
        this.team = new Team(threads);
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public boolean reproducible() {
        return true;
    }

    /// What it computes with: `512-bit vectors`, `plain` …
    public String kernels() {
        return kernels.name();
    }

    @Override
    public Network network(NetworkSpec spec, RandomGenerator init) {
        return new JavaNetwork(spec, kernels, team, spec.initial(init));
    }

    @Override
    public Aside aside(Runnable work) {
        return team.aside(work);
    }

    /// Ends the threads; the engine's networks go with it.
    @Override
    public void close() {
        team.close();
    }
}
