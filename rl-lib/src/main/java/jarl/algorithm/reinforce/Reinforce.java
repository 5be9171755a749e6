package jarl.algorithm.reinforce;

import jarl.algorithm.ActorCritic;
import jarl.algorithm.Critic;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.Rates;
import jarl.experience.Batch;
import jarl.experience.EpisodeCollector;
import jarl.experience.Rollout;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Weights;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// REINFORCE with a baseline: whole episodes, then one step along the policy gradient, and a few that fit the baseline.
///
/// An episode that a clock has cut is worth V of its last observation beyond the cut.
///
/// @see <a href="https://doi.org/10.1007/BF00992696">Williams (1992)</a>
/// @see <a href="http://incompleteideas.net/book/the-book-2nd.html">Sutton and Barto (2018), section 13.4</a>
public final class Reinforce implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-5);
    private static final float WHOLE_RETURN = 1; // λ = 1: the advantage is the return less the baseline

    private final ReinforceConfig config;
    private final LearnerSetup setup;
    private final ActorCritic policy;
    private final EpisodeCollector collector;
    private long iteration;
    private int size;
    private float entCoef;
    private double policyLoss;
    private double valueLoss;
    private double entropy;

    public Reinforce(ReinforceConfig config, LearnerSetup setup) {
        this.config = config;
        this.setup = setup;
        policy = new ActorCritic(setup, Critic.APART, ADAM);
        collector = new EpisodeCollector(
                setup.environment(), config.nEpisodes(), 1, setup.random().spawn(1).getFirst());
    }

    @Override
    public Iteration iterate() {
        Rollout episodes = collector.collect(policy).steps();
        double progress = Math.min(1, (double) collector.steps() / setup.numSteps());
        entCoef = config.entCoef().at(progress);
        episodes.estimateAdvantages(config.gamma(), WHOLE_RETURN);
        double explained = episodes.explainedVariance();
        if (config.normalizeAdvantage()) {
            episodes.normalizeAdvantages();
        }
        Rates rates = Rates.at(setup, config.valueLearningRate(), progress);
        improve(episodes, rates);
        return new Iteration(++iteration, collector.steps(), measures(explained, rates), collector.takeEpisodes());
    }

    /// One step of the policy and the value function, then the rest of the value function's.
    private void improve(Rollout episodes, Rates rates) {
        size = episodes.size();
        policyLoss = 0;
        valueLoss = 0;
        entropy = 0;
        for (Batch part : episodes.inOrder(ActorCritic.PART)) {
            policy.accumulate(part, this::weigh);
        }
        policy.step(rates);
        for (int step = 2; step <= config.nValueSteps(); step++) {
            for (Batch part : episodes.inOrder(ActorCritic.PART)) {
                policy.accumulate(part, this::fit);
            }
            policy.stepValue(rates);
        }
    }

    /// Sutton and Barto (2018), eq. 13.11: −(G − V) ∇log π, here with the advantage scaled; and −c ∇H.
    boolean weigh(Batch batch, Outputs now, Weights weights) {
        fit(batch, now, weights);
        for (int i = 0; i < batch.size(); i++) {
            float error = now.value(i) - batch.valueTarget(i);

            weights.logProb(i, -batch.advantage(i) / size);
            weights.entropy(i, -entCoef / size);

            policyLoss -= batch.advantage(i) * now.logProb(i) / size;
            valueLoss += (double) error * error / size;
            entropy += now.entropy(i) / size;
        }
        return true;
    }

    /// ∂(V − G)²/∂V.
    boolean fit(Batch batch, Outputs now, Weights weights) {
        for (int i = 0; i < batch.size(); i++) {
            weights.value(i, 2 * (now.value(i) - batch.valueTarget(i)) / size);
        }
        return true;
    }

    private Map<String, Double> measures(double explainedVariance, Rates rates) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("policy_loss", policyLoss);
        measures.put("value_loss", valueLoss);
        measures.put("entropy", entropy);
        measures.put("explained_variance", explainedVariance);
        measures.put("learning_rate", (double) rates.policy());
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
    }

    @Override
    public void load(StateReader from) {
        iteration = from.number("iteration");
        from.part("policy", policy);
        from.part("collector", collector);
        from.part("environment", setup.environment());
    }

    @Override
    public void close() {
        policy.close();
    }
}
