package jarl.algorithm.dqn;

import jarl.algorithm.Cadence;
import jarl.algorithm.DivergedException;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.ActionBounds;
import jarl.experience.Priorities;
import jarl.experience.ReplayBatch;
import jarl.experience.ReplayCollector;
import jarl.experience.ReplayMemory;
import jarl.network.Activation;
import jarl.network.DuelingValues;
import jarl.network.Encoding;
import jarl.network.FanIn;
import jarl.network.Head;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.network.Tower;
import jarl.network.Values;
import jarl.network.Weights;
import jarl.space.Discrete;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deep Q-learning with a replay memory and a target network.
///
/// @see <a href="https://doi.org/10.1038/nature14236">Mnih et al. (2015), algorithm 1</a>
/// @see <a href="https://arxiv.org/abs/1509.06461">van Hasselt et al. (2016): Double DQN</a>
/// @see <a href="https://arxiv.org/abs/1511.06581">Wang et al. (2016): dueling networks</a>
/// @see <a href="https://arxiv.org/abs/1511.05952">Schaul et al. (2016): prioritised replay</a>
public final class Dqn implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-8);

    private final DqnConfig config;
    private final LearnerSetup setup;
    private final Cadence cadence;
    private final NumpyRandom random;
    private final EpsilonGreedy exploration;
    private final @Nullable Priorities priorities;
    private final ReplayMemory memory;
    private final ReplayCollector collector;
    private Foresight foresight;
    private Foresight following;

    private final Network online;
    private final Network target;
    private final Encoding encoding;
    private final Head head;
    private final Policy policy;
    private final Optimizer optimizer;
    private final DqnMeasures measures = new DqnMeasures();
    private boolean targetIsBehind = true; // only saves copies; a copy too many changes nothing
    private long iteration;

    private final Rows y;
    private final Rows dy;
    private final Rows best;
    private final Outputs now;
    private final Weights weights;
    private final float[] targets;
    private final float[] tdErrors;

    /// @throws IllegalArgumentException if the environment's actions are no choice
    public Dqn(DqnConfig config, LearnerSetup setup) {
        this.config = config;
        this.setup = setup;
        VectorEnvironment environment = setup.environment();
        if (!(environment.actionSpace() instanceof Discrete actions)) {
            throw new IllegalArgumentException("DQN values each of a few choices, but " + environment.name() + " takes "
                    + environment.actionSpace() + ". Use algorithm=ppo, or algorithm=sac where actions are a box.");
        }
        List<NumpyRandom> streams = setup.random().spawn(2 + environment.count());
        random = streams.getFirst();
        encoding = Encoding.of(environment.observationSpace());
        head = config.dueling() ? new DuelingValues(0, actions.n()) : new Values(0, actions.n());
        online = setup.engine()
                .network(spec(setup.network(), encoding.width(), actions.n(), config.dueling()), streams.get(1));
        online.load(FanIn.parameters(online.spec(), streams.get(1)));
        target = online.twin();
        optimizer = online.optimizer(ADAM);
        policy = new Policy(online, encoding, head);
        exploration = new EpsilonGreedy(policy, actions.n(), streams.subList(2, streams.size()));

        priorities = config.prioritized() ? new Priorities(config.priorityAlpha()) : null;
        memory = new ReplayMemory(environment, config.bufferSize(), priorities);
        collector = new ReplayCollector(environment, memory, new ActionBounds(actions));
        foresight = foresight();
        following = foresight();
        cadence = new Cadence(
                environment.count(), config.trainFreq(), config.gradientSteps(), config.learningStarts());

        int size = config.batchSize();
        y = Rows.of(size, online.outputs());
        dy = Rows.of(size, online.outputs());
        best = Rows.of(size, 1);
        now = new Outputs(size);
        weights = new Weights(size);
        targets = new float[size];
        tdErrors = new float[size];
    }

    private Foresight foresight() {
        var batch = new ReplayBatch(memory, config.batchSize(), config.nStep(), config.gamma());
        Encoding own = Encoding.of(setup.environment().observationSpace()); // its rows are its own buffer
        return new Foresight(batch, memory, random, target, own);
    }

    /// One tower of values; a dueling network parts before its last hidden layer.
    private static NetworkSpec spec(NetworkConfig config, int inputs, int choices, boolean dueling) {
        List<Integer> hidden = config.hidden();
        Activation activation = config.activationOr(Activation.RELU);
        if (!dueling) {
            return new NetworkSpec(inputs, List.of(), activation, List.of(Tower.of("q", hidden, choices, 1)));
        }
        int shared = Math.max(0, hidden.size() - 1);
        List<Integer> own = hidden.subList(shared, hidden.size());
        return new NetworkSpec(inputs, hidden.subList(0, shared), activation,
                List.of(Tower.of("value", own, 1, 1), Tower.of("advantage", own, choices, 1)));
    }

    @Override
    public Iteration iterate() {
        do {
            exploration.epsilon(cadence.warmsUp(collector.steps()) ? 1 : config.epsilon(progress()));
            collector.step(exploration);
            updateTarget();
            improve(cadence.due(collector.steps()));
        } while (!cadence.endsIteration(collector.steps()));
        Map<String, Double> row = measures.end(exploration.epsilon(), setup.learningRate().at(progress()));
        return new Iteration(++iteration, collector.steps(), row, collector.takeEpisodes());
    }

    private double progress() {
        return Math.min(1, (double) collector.steps() / setup.numSteps());
    }

    /// θ⁻ ← τθ + (1 − τ)θ⁻, every so many environment steps.
    private void updateTarget() {
        long calls = collector.steps() / setup.environment().count();
        int interval = Math.max(1, config.targetUpdateInterval() / setup.environment().count());
        boolean moves = targetIsBehind || config.tau() < 1;
        if (calls % interval == 0 && moves) {
            target.blend(online, config.tau());
            targetIsBehind = false;
        }
    }

    /// Gradient steps, each on a batch of remembered steps.
    private void improve(long steps) {
        for (long left = steps; left > 0; left--) {
            if (left == steps || priorities != null) {
                foresight.take();
            }
            if (left > 1 && priorities == null) {
                learnLookingAhead();
            } else {
                learn();
            }
        }
    }

    /// While this batch is learnt from, the next is drawn and foreseen: the target network stays as it is meanwhile, and
    /// where no priorities are left by a step, nothing of the next batch hangs on it.
    private void learnLookingAhead() {
        try (var _ = setup.engine().aside(following::take)) {
            learn();
        }
        Foresight done = foresight;
        foresight = following;
        following = done;
    }

    private void learn() {
        ReplayBatch batch = foresight.batch;
        if (priorities != null) {
            priorities.weigh(batch, memory.size(), config.priorityBeta().exactly(progress()));
        }
        if (config.double_()) {
            online.infer(encoding.encode(batch.nextObservations()), y);
        }
        Rows judged = foresight.judged;
        targets(batch, head, config.double_() ? y : judged, judged, best, now, targets);

        Rows x = encoding.encode(batch.observations());
        online.forward(x, y);
        head.read(y, null, batch.actions(), now);
        weigh(batch, now, targets, tdErrors, weights);
        measures.note(now, tdErrors);
        Arrays.fill(dy.data(), 0);
        head.pull(y, null, batch.actions(), weights, dy);
        online.backward(dy, null);
        step(x);
        if (priorities != null) {
            priorities.update(batch, tdErrors);
        }
    }

    /// y = r + γⁿ Q⁻(s′, argmax Q(s′, ·)), where nothing comes after a terminated step: van Hasselt et al. (2016), eq. 4,
    /// and with Q⁻ for both their eq. 3.
    ///
    /// @param choosing outputs for s′ that choose the action
    /// @param judging  outputs for s′ that say what it is worth
    /// @param best     taken by the actions chosen
    /// @param worth    taken by what they are worth
    /// @param into     taken by y
    static void targets(ReplayBatch batch, Head head, Rows choosing, Rows judging, Rows best, Outputs worth, float[] into) {
        head.mode(choosing, batch.nextMasks(), best);
        head.read(judging, null, best, worth);
        for (int i = 0; i < batch.size(); i++) {
            into[i] = batch.returns()[i] + batch.discounts()[i] * worth.value(i);
        }
    }

    /// The mean Huber loss of the TD errors δ = Q(s, a) − y, as the weight it puts on each ∇Q(s, a): δ within ±1, its
    /// sign beyond.
    static void weigh(ReplayBatch batch, Outputs now, float[] targets, float[] tdErrors, Weights weights) {
        int n = batch.size();
        for (int i = 0; i < n; i++) {
            tdErrors[i] = now.value(i) - targets[i];
            weights.value(i, batch.importance(i) * Math.clamp(tdErrors[i], -1, 1) / n);
        }
    }

    private void step(Rows x) {
        float norm = optimizer.step(setup.learningRate().at(progress()), setup.maxGradNorm());
        if (!Float.isFinite(norm)) {
            throw DivergedException.of(norm, "a batch", online, x, dy);
        }
        targetIsBehind = true;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public void save(StateWriter to) {
        to.number("iteration", iteration);
        to.part("random", random);
        to.part("exploration", exploration);
        to.part("measures", measures);
        to.floats("online", parameters(online));
        to.floats("target", parameters(target));
        to.part("optimizer", optimizer);
        to.part("collector", collector);
        to.part("environment", setup.environment());
    }

    private static float[] parameters(Network network) {
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        return parameters;
    }

    @Override
    public void load(StateReader from) {
        iteration = from.number("iteration");
        from.part("random", random);
        from.part("exploration", exploration);
        from.part("measures", measures);
        online.load(from.floats("online"));
        target.load(from.floats("target"));
        from.part("optimizer", optimizer);
        from.part("collector", collector);
        from.part("environment", setup.environment());
        targetIsBehind = true;
    }

    @Override
    public void close() {
        target.close();
        online.close();
    }
}
