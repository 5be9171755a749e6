package jarl.algorithm.a2c;

import jarl.algorithm.ActorCritic;
import jarl.algorithm.Critic;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.Rates;
import jarl.experience.Batch;
import jarl.experience.Collector;
import jarl.experience.Rollout;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Weights;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Advantage actor-critic, synchronous: one step along the policy gradient after every few steps of the environments.
///
/// @see <a href="https://arxiv.org/abs/1602.01783">Mnih et al. (2016), algorithm S3, with its actors in step</a>
public final class A2c implements Learner {
    private final A2cConfig config;
    private final LearnerSetup setup;
    private final ActorCritic policy;
    private final Collector collector;
    private long iteration;
    private int size;
    private float entCoef;
    private double policyLoss;
    private double valueLoss;
    private double entropy;

    public A2c(A2cConfig config, LearnerSetup setup) {
        this.config = config;
        this.setup = setup;
        Critic critic = config.valueLearningRate() == null ? Critic.TOGETHER : Critic.APART;
        policy = new ActorCritic(setup, critic, optimizer(config));
        collector = new Collector(setup.environment(), config.nSteps());
    }

    private static OptimizerConfig optimizer(A2cConfig config) {
        return config.useRmsProp()
                ? OptimizerConfig.rmsProp(config.rmsPropEps())
                : OptimizerConfig.adam(config.rmsPropEps());
    }

    @Override
    public Iteration iterate() {
        Rollout rollout = collector.collect(policy);
        double progress = Math.min(1, (double) collector.steps() / setup.numSteps());
        entCoef = config.entCoef().at(progress);
        rollout.estimateAdvantages(config.gamma(), config.gaeLambda());
        double explained = rollout.explainedVariance();
        if (config.normalizeAdvantage()) {
            rollout.normalizeAdvantages();
        }
        Rates rates = Rates.at(setup, config.valueLearningRate(), progress);
        improve(rollout, rates);
        return new Iteration(++iteration, collector.steps(), measures(explained, rates), collector.takeEpisodes());
    }

    /// One step on the whole rollout.
    private void improve(Rollout rollout, Rates rates) {
        size = rollout.size();
        policyLoss = 0;
        valueLoss = 0;
        entropy = 0;
        for (Batch part : rollout.inOrder(ActorCritic.PART)) {
            policy.accumulate(part, this::weigh);
        }
        policy.step(rates);
    }

    /// Mnih et al. (2016), algorithm S3: −A ∇log π, the value's squared error, and −c ∇H, means over the rollout.
    boolean weigh(Batch batch, Outputs now, Weights weights) {
        for (int i = 0; i < batch.size(); i++) {
            float error = now.value(i) - batch.valueTarget(i);

            weights.logProb(i, -batch.advantage(i) / size);
            weights.value(i, 2 * config.vfCoef() * error / size);
            weights.entropy(i, -entCoef / size);

            policyLoss -= batch.advantage(i) * now.logProb(i) / size;
            valueLoss += (double) error * error / size;
            entropy += now.entropy(i) / size;
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
