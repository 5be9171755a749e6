package jarl.algorithm;

import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.Actor;
import jarl.experience.Batch;
import jarl.network.Activation;
import jarl.network.Encoding;
import jarl.network.Head;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.network.Tower;
import jarl.network.Weights;
import jarl.space.Box;
import jarl.space.Space;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy and a value function in one network: it acts, it values, and it improves by a [Rule].
///
/// Output columns: the policy's head (tower `actor`, and `log_std` where actions are continuous), then V (tower
/// `critic`).
public final class ActorCritic implements Actor, Resumable, AutoCloseable {
    private static final double POLICY_GAIN = 0.01;
    private static final double VALUE_GAIN = 1;

    private final Network network;
    private final Encoding encoding;
    private final Head head;
    private final int valueColumn;
    private final Optimizer optimizer;
    private final Policy policy;
    private final NumpyRandom[] random;
    private Batchwork work = new Batchwork(1, 1);
    private Rows acting = Rows.of(1, 1);
    private Outputs read = new Outputs(1);

    public ActorCritic(LearnerSetup setup, OptimizerConfig how) {
        VectorEnvironment environment = setup.environment();
        encoding = Encoding.of(environment.observationSpace());
        head = Head.of(environment.actionSpace(), 0);
        List<NumpyRandom> streams = setup.random().spawn(1 + environment.count());
        network = setup.engine()
                .network(spec(setup.network(), encoding.width(), environment.actionSpace(), head), streams.getFirst());
        valueColumn = network.spec().column("critic");
        optimizer = network.optimizer(how);
        policy = new Policy(network, encoding, head);
        random = streams.subList(1, streams.size()).toArray(NumpyRandom[]::new);
    }

    private static NetworkSpec spec(NetworkConfig config, int inputs, Space actions, Head head) {
        List<Integer> torso = config.shared() ? config.hidden() : List.of();
        List<Integer> own = config.shared() ? List.of() : config.hidden();
        List<Tower> towers = new ArrayList<>();
        if (actions instanceof Box box) {
            towers.add(Tower.of("actor", own, box.width(), POLICY_GAIN));
            towers.add(Tower.constant("log_std", box.width(), 0));
        } else {
            towers.add(Tower.of("actor", own, head.width(), POLICY_GAIN));
        }
        towers.add(Tower.of("critic", own, 1, VALUE_GAIN));
        return new NetworkSpec(inputs, torso, config.activationOr(Activation.TANH), towers);
    }

    public Policy policy() {
        return policy;
    }

    @Override
    public void act(Rows observations, boolean @Nullable [] masks, Rows actions, float[] logProbs, float[] values) {
        Rows y = infer(observations);
        head.sample(y, masks, random, actions);
        head.read(y, masks, actions, read);
        for (int i = 0; i < y.count(); i++) {
            logProbs[i] = read.logProb(i);
            values[i] = y.at(i, valueColumn);
        }
    }

    @Override
    public void values(Rows observations, float[] into) {
        Rows y = infer(observations);
        for (int i = 0; i < y.count(); i++) {
            into[i] = y.at(i, valueColumn);
        }
    }

    private Rows infer(Rows observations) {
        int count = observations.count();
        if (acting.data().length < count * network.outputs()) {
            acting = Rows.of(count, network.outputs());
            read = new Outputs(count);
        }
        Rows y = new Rows(acting.data(), count, network.outputs());
        network.infer(encoding.encode(observations), y);
        return y;
    }

    /// One gradient step on `batch`, weighed by `rule`.
    ///
    /// @param learningRate of this step
    /// @param maxGradNorm  bound on the gradient's global norm
    /// @return false if the rule asked to stop; then no step was made
    /// @throws DivergedException if the gradient is not finite; then no step was made
    public boolean improve(Batch batch, Rule rule, float learningRate, float maxGradNorm) {
        Batchwork buffers = buffers(batch.size());
        network.forward(encoding.encode(batch.observations()), buffers.y);
        head.read(buffers.y, batch.masks(), batch.actions(), buffers.now);
        for (int i = 0; i < batch.size(); i++) {
            buffers.now.value(i, buffers.y.at(i, valueColumn));
        }
        buffers.weights.clear(batch.size());
        if (!rule.weigh(batch, buffers.now, buffers.weights)) {
            return false;
        }
        pull(batch, buffers);
        network.backward(buffers.dy, null);
        float norm = optimizer.step(learningRate, maxGradNorm);
        if (!Float.isFinite(norm)) {
            throw new DivergedException("The gradient is " + norm + " on a batch of " + batch.size()
                    + " steps. Lower trainer.learning_rate, or look for a reward or observation that is not finite.");
        }
        return true;
    }

    private void pull(Batch batch, Batchwork buffers) {
        float[] dy = buffers.dy.data();
        java.util.Arrays.fill(dy, 0, batch.size() * network.outputs(), 0);
        head.pull(buffers.y, batch.masks(), batch.actions(), buffers.weights, buffers.dy);
        for (int i = 0; i < batch.size(); i++) {
            dy[i * network.outputs() + valueColumn] = buffers.weights.value(i);
        }
    }

    private Batchwork buffers(int size) {
        if (work.y.count() != size || work.y.width() != network.outputs()) {
            work = new Batchwork(size, network.outputs());
        }
        return work;
    }

    @Override
    public void save(StateWriter to) {
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        to.floats("parameters", parameters);
        to.part("optimizer", optimizer);
        for (int i = 0; i < random.length; i++) {
            to.part("random." + i, random[i]);
        }
    }

    @Override
    public void load(StateReader from) {
        network.load(from.floats("parameters"));
        from.part("optimizer", optimizer);
        for (int i = 0; i < random.length; i++) {
            from.part("random." + i, random[i]);
        }
    }

    @Override
    public void close() {
        network.close();
    }

    private static final class Batchwork {
        final Rows y;
        final Rows dy;
        final Outputs now;
        final Weights weights;

        Batchwork(int size, int outputs) {
            y = Rows.of(size, outputs);
            dy = Rows.of(size, outputs);
            now = new Outputs(size);
            weights = new Weights(size);
        }
    }
}
