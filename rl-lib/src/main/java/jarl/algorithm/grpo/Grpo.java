package jarl.algorithm.grpo;

import jarl.algorithm.ActorCritic;
import jarl.algorithm.Critic;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.Rates;
import jarl.algorithm.Reference;
import jarl.experience.Batch;
import jarl.experience.EpisodeCollector;
import jarl.experience.Rollout;
import jarl.experience.Trajectories;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Weights;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Group relative policy optimization: several episodes from the same start, each judged against the others instead of
/// by a value function, then a few clipped steps as in PPO.
///
/// @see <a href="https://arxiv.org/abs/2402.03300">Shao et al. (2024), section 4.1</a>
/// @see <a href="https://arxiv.org/abs/2503.20783">Liu et al. (2025), Dr. GRPO</a>
/// @see <a href="https://arxiv.org/abs/2503.14476">Yu et al. (2025), DAPO, whose mean is over all steps</a>
public final class Grpo implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-5);

    private final GrpoConfig config;
    private final LearnerSetup setup;
    private final ActorCritic policy;
    private final EpisodeCollector collector;
    private final @Nullable Reference reference; // π_ref, where β is ever above 0
    private long iteration;
    private float clipRange;
    private float beta;
    private float[] shares = new float[0]; // of each step in the mean; they sum to 1
    private float[] referenceLogProbs = new float[0];
    private double policyLoss;
    private double entropy;
    private double kl;
    private double referenceKl;
    private double clipped;

    public Grpo(GrpoConfig config, LearnerSetup setup) {
        this.config = config;
        this.setup = setup;
        policy = new ActorCritic(setup, Critic.NONE, ADAM);
        collector = new EpisodeCollector(
                setup.environment(),
                setup.environment().count(),
                config.groupSize(),
                setup.random().spawn(1).getFirst());
        reference = config.beta().greatest() > 0 ? new Reference(policy) : null;
    }

    @Override
    public Iteration iterate() {
        Trajectories episodes = collector.collect(policy);
        double progress = Math.min(1, (double) collector.steps() / setup.numSteps());
        GroupAdvantages.estimate(episodes, config);
        begin(shares(episodes, config.aggregate()), referenceLogProbs(episodes.steps()), progress);
        Rates rates = Rates.at(setup, null, progress);
        improve(episodes.steps(), rates);
        return new Iteration(++iteration, collector.steps(), measures(rates), collector.takeEpisodes());
    }

    /// What the loss of an iteration is made of, beside its steps.
    ///
    /// @param ofEach      share of each step in the mean
    /// @param byReference log π_ref of each step; empty where there is no reference
    void begin(float[] ofEach, float[] byReference, double progress) {
        shares = ofEach;
        referenceLogProbs = byReference;
        clipRange = config.clipRange().at(progress);
        beta = config.beta().at(progress);
    }

    static float[] shares(Trajectories episodes, GrpoConfig.Aggregate aggregate) {
        int size = episodes.steps().size();
        float[] shares = new float[size];
        for (int k = 0; k < episodes.count(); k++) {
            float share = switch (aggregate) {
                case TOKEN -> 1f / size;
                case SEQUENCE -> 1f / episodes.count() / episodes.length(k);
            };
            Arrays.fill(shares, episodes.first(k), episodes.end(k), share);
        }
        return shares;
    }

    private float[] referenceLogProbs(Rollout steps) {
        if (reference == null) {
            return new float[0];
        }
        if (config.referenceEvery() > 0 && iteration % config.referenceEvery() == 0) {
            reference.become(policy);
        }
        return reference.logProbs(steps);
    }

    /// A few steps on all episodes, kept near the policy that lived them.
    private void improve(Rollout steps, Rates rates) {
        for (int epoch = 1; epoch <= config.nEpochs(); epoch++) {
            policyLoss = 0;
            entropy = 0;
            kl = 0;
            referenceKl = 0;
            clipped = 0;
            for (Batch part : steps.inOrder(ActorCritic.PART)) {
                policy.accumulate(part, this::weigh);
            }
            policy.step(rates);
        }
    }

    /// Shao et al. (2024), eq. 3, with the KL of eq. 4, as the weight it puts on ∇log π.
    boolean weigh(Batch batch, Outputs now, Weights weights) {
        for (int i = 0; i < batch.size(); i++) {
            float share = shares[batch.step(i)];
            float logRatio = now.logProb(i) - batch.logProb(i);
            float ratio = (float) Math.exp(logRatio);
            float advantage = batch.advantage(i);
            boolean flat = advantage > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange;

            float towardsReference = reference == null ? 0 : beta * (1 - referenceRatio(batch, now, i)); // β ∂k3/∂log π
            weights.logProb(i, ((flat ? 0 : -advantage * ratio) + towardsReference) * share);

            double bounded = Math.clamp(ratio, 1 - clipRange, 1 + clipRange);
            policyLoss -= Math.min(ratio * advantage, bounded * advantage) * share;
            entropy += now.entropy(i) * share;
            kl += (ratio - 1 - logRatio) * share; // Schulman's k3
            clipped += Math.abs(ratio - 1) > clipRange ? share : 0;
        }
        return true;
    }

    /// π_ref/π, and the k3 estimate of KL(π ‖ π_ref) noted.
    private float referenceRatio(Batch batch, Outputs now, int i) {
        float logRatio = referenceLogProbs[batch.step(i)] - now.logProb(i);
        float ratio = (float) Math.exp(logRatio);
        referenceKl += (ratio - 1 - logRatio) * shares[batch.step(i)];
        return ratio;
    }

    private Map<String, Double> measures(Rates rates) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("policy_loss", policyLoss + beta * referenceKl);
        measures.put("entropy", entropy);
        measures.put("approx_kl", kl);
        if (reference != null) {
            measures.put("reference_kl", referenceKl);
        }
        measures.put("clip_fraction", clipped);
        measures.put("learning_rate", (double) rates.policy());
        measures.put("clip_range", (double) clipRange);
        return measures;
    }

    @Override
    public Policy policy() {
        return policy.policy();
    }

    @Override
    public void save(StateWriter to) {
        to.number("iteration", iteration);
        to.part("policy", policy);
        to.part("collector", collector);
        to.part("environment", setup.environment());
        if (reference != null) {
            to.part("reference", reference);
        }
    }

    @Override
    public void load(StateReader from) {
        iteration = from.number("iteration");
        from.part("policy", policy);
        from.part("collector", collector);
        from.part("environment", setup.environment());
        if (reference != null) {
            from.part("reference", reference);
        }
    }

    @Override
    public void close() {
        if (reference != null) {
            reference.close();
        }
        policy.close();
    }
}
