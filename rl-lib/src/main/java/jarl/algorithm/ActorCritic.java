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
import jarl.space.Space;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy, and beside it a value function where the rule asks for one, in one network: it acts, it values, and it
/// improves by a [Rule].
///
/// Output columns: the policy's head (tower `actor`, and `log_std` where actions are continuous), then V (tower
/// `critic`).
public final class ActorCritic implements Actor, Resumable, AutoCloseable {
    private static final double VALUE_GAIN = 1;
    private static final int NO_COLUMN = -1;

    /// Steps that are best put through the network together: fewer waste calls, more leave the processor's cache.
    public static final int PART = 256;

    private final Network network;
    private final Encoding encoding;
    private final Head head;
    private final int valueColumn;
    private final Optimizer optimizer; // of all, or of all but the critic
    private final @Nullable Optimizer criticOptimizer;
    private final Policy policy;
    private final NumpyRandom[] random;
    private Batchwork work = new Batchwork(1, 1);
    private Rows acting = Rows.of(1, 1);
    private Outputs read = new Outputs(1);
    private int batches; // since the last action

    public ActorCritic(LearnerSetup setup, Critic critic, OptimizerConfig how) {
        VectorEnvironment environment = setup.environment();
        encoding = Encoding.of(environment.observationSpace());
        head = Head.of(environment.actionSpace(), 0);
        List<NumpyRandom> streams = setup.random().spawn(1 + environment.count());
        NetworkSpec spec = spec(setup.network(), critic, encoding.width(), environment.actionSpace());
        network = setup.engine().network(spec, streams.getFirst());
        valueColumn = critic == Critic.NONE ? NO_COLUMN : spec.column("critic");
        boolean apart = critic == Critic.APART;
        optimizer = apart ? network.optimizer(how, policyTowers(spec)) : network.optimizer(how);
        criticOptimizer = apart ? network.optimizer(how, "critic") : null;
        policy = new Policy(network, encoding, head);
        random = streams.subList(1, streams.size()).toArray(NumpyRandom[]::new);
    }

    private static NetworkSpec spec(NetworkConfig config, Critic critic, int inputs, Space actions) {
        if (critic == Critic.APART && config.shared()) {
            throw new IllegalArgumentException("With network.shared=true policy and value stand on the same layers, so"
                    + " they cannot have learning rates of their own. Set network.shared=false.");
        }
        List<Integer> torso = config.shared() ? config.hidden() : List.of();
        List<Integer> own = config.shared() ? List.of() : config.hidden();
        List<Tower> towers = new ArrayList<>(Head.towers(actions, own));
        if (critic != Critic.NONE) {
            towers.add(Tower.of("critic", own, 1, VALUE_GAIN));
        }
        return new NetworkSpec(inputs, torso, config.activationOr(Activation.TANH), towers);
    }

    private static String[] policyTowers(NetworkSpec spec) {
        return spec.towers().stream()
                .map(Tower::name)
                .filter(name -> !name.equals("critic"))
                .toArray(String[]::new);
    }

    public Policy policy() {
        return policy;
    }

    @Override
    public void act(Rows observations, boolean @Nullable [] masks, Rows actions, float[] logProbs, float[] values) {
        batches = 0;
        Rows y = infer(network, observations);
        try {
            head.sample(y, masks, random, actions);
        } catch (IllegalStateException noDistribution) {
            throw DivergedException.acting(observations, noDistribution);
        }
        head.read(y, masks, actions, read);
        for (int i = 0; i < y.count(); i++) {
            logProbs[i] = read.logProb(i);
            values[i] = value(y, i);
        }
    }

    @Override
    public void values(Rows observations, float[] into) {
        Rows y = infer(network, observations);
        for (int i = 0; i < y.count(); i++) {
            into[i] = value(y, i);
        }
    }

    private float value(Rows y, int row) {
        return valueColumn == NO_COLUMN ? 0 : y.at(row, valueColumn);
    }

    private Rows infer(Network by, Rows observations) {
        int count = observations.count();
        if (acting.data().length < count * network.outputs()) {
            acting = Rows.of(count, network.outputs());
            read = new Outputs(count);
        }
        Rows y = new Rows(acting.data(), count, network.outputs());
        by.infer(encoding.encode(observations), y);
        return y;
    }

    /// One gradient step on `batch`, weighed by `rule`.
    ///
    /// @return false if the rule asked to stop; then no step was made
    /// @throws DivergedException if the gradient is not finite; then no step was made
    public boolean improve(Batch batch, Rule rule, Rates rates) {
        if (!accumulate(batch, rule)) {
            return false;
        }
        step(rates);
        return true;
    }

    /// Adds to the gradient what `rule` puts on the steps of `batch`. Many steps are best given in batches of
    /// [#PART], one after the other, before [#step].
    ///
    /// @return false if the rule asked to stop; then nothing was added
    public boolean accumulate(Batch batch, Rule rule) {
        Batchwork buffers = buffers(batch.size());
        batches++;
        buffers.x = encoding.encode(batch.observations());
        network.forward(buffers.x, buffers.y);
        head.read(buffers.y, batch.masks(), batch.actions(), buffers.now);
        for (int i = 0; i < batch.size(); i++) {
            buffers.now.value(i, value(buffers.y, i));
        }
        buffers.weights.clear(batch.size());
        if (!rule.weigh(batch, buffers.now, buffers.weights)) {
            return false;
        }
        pull(batch, buffers);
        network.backward(buffers.dy, null);
        return true;
    }

    /// One step along the gradient that was summed since the last.
    ///
    /// @throws DivergedException if the gradient is not finite; then no step was made
    public void step(Rates rates) {
        check(optimizer.step(rates.policy(), rates.maxGradNorm()));
        stepValue(rates);
    }

    /// The same for the value function alone, where it has an optimizer of its own.
    public void stepValue(Rates rates) {
        if (criticOptimizer != null) {
            check(criticOptimizer.step(rates.value(), rates.maxGradNorm()));
        }
    }

    private void check(float norm) {
        if (!Float.isFinite(norm)) {
            String batch = "batch " + batches + " of its update";
            throw DivergedException.of(norm, batch, network, work.x, work.dy);
        }
    }

    /// log π(a|s) of recorded steps, by the policy as it is now.
    ///
    /// @param into taken by them, at the numbers that the steps have in their rollout
    public void logProbs(Iterable<Batch> batches, float[] into) {
        logProbs(network, batches, into);
    }

    /// The same by parameters that were put aside.
    void logProbs(Network twin, Iterable<Batch> batches, float[] into) {
        for (Batch batch : batches) {
            Rows y = infer(twin, batch.observations());
            head.read(y, batch.masks(), batch.actions(), read);
            for (int i = 0; i < batch.size(); i++) {
                into[batch.step(i)] = read.logProb(i);
            }
        }
    }

    private void pull(Batch batch, Batchwork buffers) {
        float[] dy = buffers.dy.data();
        Arrays.fill(dy, 0, batch.size() * network.outputs(), 0);
        head.pull(buffers.y, batch.masks(), batch.actions(), buffers.weights, buffers.dy);
        if (valueColumn == NO_COLUMN) {
            return;
        }
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
        if (criticOptimizer != null) {
            to.part("critic_optimizer", criticOptimizer);
        }
        for (int i = 0; i < random.length; i++) {
            to.part("random." + i, random[i]);
        }
    }

    @Override
    public void load(StateReader from) {
        network.load(from.floats("parameters"));
        from.part("optimizer", optimizer);
        if (criticOptimizer != null) {
            from.part("critic_optimizer", criticOptimizer);
        }
        for (int i = 0; i < random.length; i++) {
            from.part("random." + i, random[i]);
        }
    }

    @Override
    public void close() {
        network.close();
    }

    private static final class Batchwork {
        Rows x = Rows.of(0, 1);
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
