package jarl.algorithm.ppo;

import jarl.algorithm.ActorCritic;
import jarl.algorithm.Critic;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.Rates;
import jarl.env.NumpyRandom;
import jarl.experience.Batch;
import jarl.experience.Collector;
import jarl.experience.Rollout;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Weights;
import jarl.state.StateReader;
import jarl.state.StateWriter;

/// Proximal policy optimization with a clipped surrogate.
///
/// @see <a href="https://arxiv.org/abs/1707.06347">Schulman et al. (2017), algorithm 1</a>
/// @see <a href="https://iclr-blog-track.github.io/2022/03/25/ppo-implementation-details/">Huang et al. (2022)</a>
public final class Ppo implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-5);

    private final PpoConfig config;
    private final LearnerSetup setup;
    private final NumpyRandom random;
    private final ActorCritic policy;
    private final Collector collector;
    private final PpoMeasures measures = new PpoMeasures();
    private long iteration;
    private float clipRange;
    private float entCoef;
    private Rates rates;

    /// @throws IllegalArgumentException if a rollout is a single step
    public Ppo(PpoConfig config, LearnerSetup setup) {
        if (config.nSteps() == 1 && setup.environment().count() == 1) {
            throw new IllegalArgumentException("With algorithm.n_steps=1 and environment.num_envs=1 a rollout is a single"
                    + " step, whose advantage has no spread to be normalized by. Raise one of them.");
        }
        this.config = config;
        this.setup = setup;
        random = setup.random().spawn(1).getFirst();
        policy = new ActorCritic(setup, config.valueLearningRate() == null ? Critic.TOGETHER : Critic.APART, ADAM);
        collector = new Collector(setup.environment(), config.nSteps());
        schedule(0);
    }

    @Override
    public Iteration iterate() {
        Rollout rollout = collector.collect(policy);
        schedule(Math.min(1, (double) collector.steps() / setup.numSteps()));
        measures.begin(clipRange, rates.policy());
        rollout.estimateAdvantages(config.gamma(), config.gaeLambda());
        improve(rollout);
        return new Iteration(++iteration, collector.steps(), measures.end(rollout), collector.takeEpisodes());
    }

    private void schedule(double progress) {
        clipRange = config.clipRange().at(progress);
        entCoef = config.entCoef().at(progress);
        rates = Rates.at(setup, config.valueLearningRate(), progress);
    }

    /// Several passes over one rollout, each step kept near the policy that collected it.
    private void improve(Rollout rollout) {
        for (int epoch = 1; epoch <= config.nEpochs(); epoch++) {
            measures.beginEpoch();
            for (Batch batch : rollout.minibatches(config.batchSize(), random)) {
                if (config.normalizeAdvantage()) {
                    batch.normalizeAdvantages();
                }
                if (!policy.improve(batch, this::weigh, rates)) {
                    return;
                }
            }
        }
    }

    /// The clipped surrogate of Schulman et al. (2017), eq. 9, as the weight it puts on each gradient.
    boolean weigh(Batch batch, Outputs now, Weights weights) {
        int n = batch.size();
        for (int i = 0; i < n; i++) {
            float ratio = (float) Math.exp(now.logProb(i) - batch.logProb(i)); // r(θ), eq. 6
            float advantage = batch.advantage(i);
            boolean flat = advantage > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange; // where eq. 7 is clipped

            weights.logProb(i, flat ? 0 : -advantage * ratio / n);
            weights.value(i, config.vfCoef() * valueSlope(batch, now, i) / n);
            weights.entropy(i, -entCoef / n);
            measures.note(batch, now, i, ratio);
        }
        return config.targetKl() == null || measures.kl(n) <= 1.5 * config.targetKl(); // false: moved enough
    }

    /// ∂(V − R)²/∂V, with the old value's neighbourhood as [PpoConfig.ValueClip] says.
    private float valueSlope(Batch batch, Outputs now, int i) {
        float value = now.value(i);
        float target = batch.valueTarget(i);
        float slope = 2 * (value - target);
        float clipped = Math.clamp(value, batch.value(i) - clipRange, batch.value(i) + clipRange);
        boolean outside = clipped != value;
        return switch (config.valueClip()) {
            case NONE -> slope;
            case SB3 -> outside ? 0 : slope;
            case MAX -> outside && Math.abs(clipped - target) > Math.abs(value - target) ? 0 : slope;
        };
    }

    @Override
    public Policy policy() {
        return policy.policy();
    }

    @Override
    public void save(StateWriter to) {
        to.number("iteration", iteration);
        to.part("random", random);
        to.part("policy", policy);
        to.part("collector", collector);
        to.part("environment", setup.environment());
    }

    @Override
    public void load(StateReader from) {
        iteration = from.number("iteration");
        from.part("random", random);
        from.part("policy", policy);
        from.part("collector", collector);
        from.part("environment", setup.environment());
    }

    @Override
    public void close() {
        policy.close();
    }
}
