package jarl.algorithm.sac;

import jarl.algorithm.Cadence;
import jarl.algorithm.DivergedException;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.config.Schedule;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.ActionBounds;
import jarl.experience.ReplayBatch;
import jarl.experience.ReplayCollector;
import jarl.experience.ReplayMemory;
import jarl.network.Activation;
import jarl.network.Encoding;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.network.SquashedGaussian;
import jarl.network.Tower;
import jarl.network.Weights;
import jarl.space.Box;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Soft actor-critic: a policy that maximises return and entropy together, learnt through two critics.
///
/// @see <a href="https://arxiv.org/abs/1801.01290">Haarnoja et al. (2018)</a>
/// @see <a href="https://arxiv.org/abs/1812.05905">Haarnoja et al. (2019), algorithm 1</a>
public final class Sac implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-8);

    private final SacConfig config;
    private final LearnerSetup setup;
    private final Cadence cadence;
    private final NumpyRandom random;
    private final NumpyRandom[] acting; // one an environment
    private final RandomGenerator[] drawing; // the learner's own, once for each row of a batch
    private final ReplayMemory memory;
    private final ReplayCollector collector;
    private final ReplayBatch batch;

    private final Encoding encoding;
    private final SquashedGaussian head;
    private final Policy policy;
    private final Network actor;
    private final Network critics; // two towers, q1 and q2, on an observation and an action side by side
    private final Network targets;
    private final Optimizer actorOptimizer;
    private final Optimizer criticOptimizer;
    private final Temperature temperature;
    private final SacMeasures measures = new SacMeasures();
    private long iteration;
    private long updates;

    private final Rows means; // and log σ
    private final Rows onMeans;
    private final Rows noise;
    private final Rows actions;
    private final Rows onActions;
    private final Rows pairs;
    private final Rows onPairs;
    private final Rows values;
    private final Rows onValues;
    private final Outputs drawn;
    private final Weights weights;
    private final float[] wanted;

    /// @throws IllegalArgumentException if the environment's actions are no box, or one without bounds
    public Sac(SacConfig config, LearnerSetup setup) {
        this.config = config;
        this.setup = setup;
        VectorEnvironment environment = setup.environment();
        if (!(environment.actionSpace() instanceof Box box)) {
            throw new IllegalArgumentException("SAC draws continuous actions, but " + environment.name() + " takes "
                    + environment.actionSpace() + ". Use algorithm=ppo or algorithm=dqn.");
        }
        int dimensions = box.width();
        List<NumpyRandom> streams = setup.random().spawn(3 + environment.count());
        random = streams.getFirst();
        acting = streams.subList(3, streams.size()).toArray(NumpyRandom[]::new);
        drawing = new RandomGenerator[config.batchSize()];
        Arrays.fill(drawing, random);

        encoding = Encoding.of(environment.observationSpace());
        head = new SquashedGaussian(0, dimensions);
        List<Integer> hidden = setup.network().hidden();
        actor = network(encoding.width(), streams.get(1), Tower.of("actor", hidden, 2 * dimensions, 0.01));
        critics = network(encoding.width() + dimensions, streams.get(2), Tower.of("q1", hidden, 1, 1),
                Tower.of("q2", hidden, 1, 1));
        targets = critics.twin();
        actorOptimizer = actor.optimizer(ADAM);
        criticOptimizer = critics.optimizer(ADAM);
        policy = new Policy(actor, encoding, head);
        Float target = config.targetEntropy();
        temperature = new Temperature(
                config.firstEntCoef(), config.learnsEntCoef(), target == null ? -dimensions : target);

        memory = new ReplayMemory(environment, config.bufferSize(), null);
        collector = new ReplayCollector(environment, memory, ActionBounds.of(box, head));
        batch = new ReplayBatch(memory, config.batchSize(), config.nStep(), config.gamma());
        cadence = new Cadence(
                environment.count(), config.trainFreq(), config.gradientSteps(), config.learningStarts());

        int size = config.batchSize();
        means = Rows.of(size, actor.outputs());
        onMeans = Rows.of(size, actor.outputs());
        noise = Rows.of(size, dimensions);
        actions = Rows.of(size, dimensions);
        onActions = Rows.of(size, dimensions);
        pairs = Rows.of(size, critics.inputs());
        onPairs = Rows.of(size, critics.inputs());
        values = Rows.of(size, 2);
        onValues = Rows.of(size, 2);
        drawn = new Outputs(size);
        weights = new Weights(size);
        wanted = new float[size];
    }

    private Network network(int inputs, NumpyRandom init, Tower... towers) {
        Activation activation = setup.network().activationOr(Activation.RELU);
        return setup.engine().network(new NetworkSpec(inputs, List.of(), activation, List.of(towers)), init);
    }

    @Override
    public Iteration iterate() {
        do {
            collector.step(this::act);
            for (long due = cadence.due(collector.steps()); due > 0; due--) {
                improve();
            }
        } while (!cadence.endsIteration(collector.steps()));
        Map<String, Double> row = measures.end(temperature.alpha(), rate(null));
        return new Iteration(++iteration, collector.steps(), row, collector.takeEpisodes());
    }

    private void act(Rows observations, boolean @Nullable [] masks, Rows into) {
        if (!cadence.warmsUp(collector.steps())) {
            sample(observations, masks, into);
            return;
        }
        for (int i = 0; i < into.count() * into.width(); i++) {
            into.data()[i] = (float) acting[i / into.width()].nextDouble(-1, 1);
        }
    }

    private void sample(Rows observations, boolean @Nullable [] masks, Rows into) {
        try {
            policy.sample(observations, masks, acting, into);
        } catch (IllegalStateException noDistribution) {
            throw DivergedException.acting(observations, noDistribution);
        }
    }

    /// @param own a rate of its own; null: the policy's
    private float rate(@Nullable Schedule own) {
        double progress = Math.min(1, (double) collector.steps() / setup.numSteps());
        return (own == null ? setup.learningRate() : own).at(progress);
    }

    /// One gradient step of the temperature, the critics and the actor on a batch of remembered steps.
    private void improve() {
        memory.sample(batch, random);
        float alpha = temperature.alpha();
        aim(alpha);
        improveCritics();
        improveActor(alpha);
        updates++;
        if (updates % config.targetUpdateInterval() == 0) {
            targets.blend(critics, config.tau());
        }
    }

    /// y = r + γⁿ (min Q⁻(s′, a′) − α log π(a′|s′)) with a′ drawn now: Haarnoja et al. (2018), eq. 8, with the lesser of
    /// two critics.
    private void aim(float alpha) {
        Rows next = encoding.encode(batch.nextObservations());
        actor.infer(next, means);
        head.draw(means, drawing, noise, actions);
        head.readDrawn(means, noise, drawn);
        pair(next, actions);
        targets.infer(pairs, values);
        for (int i = 0; i < batch.size(); i++) {
            float softValue = Math.min(values.at(i, 0), values.at(i, 1)) - alpha * drawn.logProb(i);
            wanted[i] = batch.returns()[i] + batch.discounts()[i] * softValue;
        }
    }

    /// Half the mean squared error of each critic, Haarnoja et al. (2018), eq. 7: (Q − y)/n on ∇Q.
    private void improveCritics() {
        int n = batch.size();
        pair(encoding.encode(batch.observations()), batch.actions());
        critics.forward(pairs, values);
        double loss = 0;
        double value = 0;
        for (int i = 0; i < 2 * n; i++) {
            float error = values.data()[i] - wanted[i / 2];
            onValues.data()[i] = error / n;
            loss += 0.5 * error * error;
            value += values.data()[i];
        }
        critics.backward(onValues, null);
        step(criticOptimizer, rate(config.criticLearningRate()), critics, pairs, onValues);
        measures.noteCritics(loss / n, value / (2 * n));
    }

    /// The mean of α log π(a|s) − min Q(s, a), where a = tanh(μ + σε) moves with the policy: Haarnoja et al. (2018),
    /// eq. 12 and 13. Q tells through its input gradient where to move; it does not move itself.
    private void improveActor(float alpha) {
        int n = batch.size();
        Rows observations = encoding.encode(batch.observations());
        actor.forward(observations, means);
        head.draw(means, drawing, noise, actions);
        head.readDrawn(means, noise, drawn);
        pair(observations, actions);
        critics.forward(pairs, values);
        double loss = 0;
        double entropy = 0;
        for (int i = 0; i < n; i++) {
            int lesser = values.at(i, 0) <= values.at(i, 1) ? 0 : 1;
            onValues.data()[2 * i + lesser] = -1f / n;
            onValues.data()[2 * i + 1 - lesser] = 0;
            weights.logProb(i, alpha / n);
            loss += alpha * drawn.logProb(i) - values.at(i, lesser);
            entropy -= drawn.logProb(i);
        }
        critics.inputGradient(onValues, onPairs);
        takeActions(onPairs, onActions);
        Arrays.fill(onMeans.data(), 0);
        head.pullDrawn(means, noise, weights, onActions, onMeans);
        actor.backward(onMeans, null);
        step(actorOptimizer, rate(null), actor, observations, onMeans);
        temperature.improve(entropy / n, rate(config.entropyLearningRate()));
        measures.noteActor(loss / n, entropy / n);
    }

    /// Observations and actions side by side.
    private void pair(Rows observations, Rows taken) {
        int width = pairs.width();
        int seen = observations.width();
        for (int i = 0; i < pairs.count(); i++) {
            System.arraycopy(observations.data(), i * seen, pairs.data(), i * width, seen);
            System.arraycopy(taken.data(), i * taken.width(), pairs.data(), i * width + seen, taken.width());
        }
    }

    /// The actions' part of such pairs.
    private static void takeActions(Rows pairs, Rows into) {
        int first = pairs.width() - into.width();
        for (int i = 0; i < into.count(); i++) {
            System.arraycopy(pairs.data(), i * pairs.width() + first, into.data(), i * into.width(), into.width());
        }
    }

    private void step(Optimizer optimizer, float learningRate, Network network, Rows x, Rows dy) {
        float norm = optimizer.step(learningRate, setup.maxGradNorm());
        if (!Float.isFinite(norm)) {
            throw DivergedException.of(norm, "a batch", network, x, dy);
        }
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public void save(StateWriter to) {
        to.longs("counters", new long[] {iteration, updates});
        to.part("random", random);
        for (int e = 0; e < acting.length; e++) {
            to.part("acting." + e, acting[e]);
        }
        to.part("measures", measures);
        to.part("temperature", temperature);
        to.floats("actor", parameters(actor));
        to.floats("critics", parameters(critics));
        to.floats("targets", parameters(targets));
        to.part("actor_optimizer", actorOptimizer);
        to.part("critic_optimizer", criticOptimizer);
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
        long[] counters = from.longs("counters");
        iteration = counters[0];
        updates = counters[1];
        from.part("random", random);
        for (int e = 0; e < acting.length; e++) {
            from.part("acting." + e, acting[e]);
        }
        from.part("measures", measures);
        from.part("temperature", temperature);
        actor.load(from.floats("actor"));
        critics.load(from.floats("critics"));
        targets.load(from.floats("targets"));
        from.part("actor_optimizer", actorOptimizer);
        from.part("critic_optimizer", criticOptimizer);
        from.part("collector", collector);
        from.part("environment", setup.environment());
    }

    @Override
    public void close() {
        targets.close();
        critics.close();
        actor.close();
    }
}
