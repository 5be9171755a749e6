package jarl.algorithm.dpo;

import jarl.algorithm.ActorCritic;
import jarl.algorithm.Critic;
import jarl.algorithm.Iteration;
import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.Rates;
import jarl.algorithm.dpo.Pairs.Pair;
import jarl.env.NumpyRandom;
import jarl.experience.Batch;
import jarl.experience.EpisodeCollector;
import jarl.experience.Preference;
import jarl.experience.Rollout;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Weights;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Direct preference optimization on whole episodes: what was preferred becomes more probable, relative to a reference,
/// than what was rejected. No reward model, no value function.
///
/// Iterative, it lives episodes from one start, prefers the better half of them, and takes the policy that lived them for
/// the reference. From a file of preferences it lives nothing, and the reference is the first policy.
///
/// @see <a href="https://arxiv.org/abs/2305.18290">Rafailov et al. (2023)</a>
/// @see <a href="https://arxiv.org/abs/2310.13639">Hejna et al. (2023), on what such preferences mean in control</a>
public final class Dpo implements Learner {
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-5);

    private final DpoConfig config;
    private final LearnerSetup setup;
    private final NumpyRandom random;
    private final ActorCritic policy;
    private final PairSource source;
    private long iteration;
    private float beta;
    private float[] logProbs = new float[0];
    private PreferenceLoss loss = new PreferenceLoss(0);
    private double kl;
    private int klSteps;

    /// @param preferences to learn from; empty: the policy lives them itself
    public Dpo(DpoConfig config, LearnerSetup setup, List<Preference> preferences) {
        this.config = config;
        this.setup = setup;
        List<NumpyRandom> streams = setup.random().spawn(2);
        random = streams.getFirst();
        policy = new ActorCritic(setup, Critic.NONE, ADAM);
        source = preferences.isEmpty()
                ? new PairSource.Lived(
                        new EpisodeCollector(
                                setup.environment(),
                                setup.environment().count(),
                                config.groupSize(),
                                streams.getLast()),
                        config.groupSize())
                : new PairSource.Recorded(preferences, policy);
    }

    @Override
    public Iteration iterate() {
        Pairs pairs = source.next(policy);
        double progress = Math.min(1, (double) source.steps() / setup.numSteps());
        beta = config.beta().at(progress);
        Rates rates = Rates.at(setup, null, progress);
        improve(pairs, rates);
        return new Iteration(++iteration, source.steps(), measures(pairs, rates), source.takeEpisodes());
    }

    private void improve(Pairs pairs, Rates rates) {
        List<Pair> order = new ArrayList<>(pairs.pairs());
        logProbs = new float[pairs.episodes().steps().size()];
        for (int epoch = 1; epoch <= config.nEpochs(); epoch++) {
            Collections.shuffle(order, random);
            loss = new PreferenceLoss(order.size());
            kl = 0;
            klSteps = 0;
            for (int from = 0; from < order.size(); from += config.batchSize()) {
                step(pairs, order.subList(from, Math.min(from + config.batchSize(), order.size())), rates);
            }
        }
    }

    private void step(Pairs pairs, List<Pair> batch, Rates rates) {
        Rollout steps = pairs.episodes().steps();
        int[] these = pairs.steps(batch);
        klSteps += these.length;
        policy.logProbs(steps.inOrder(these, ActorCritic.PART), logProbs);
        for (Pair pair : batch) {
            loss.compare(pairs.episodes(), pair, logProbs, beta, batch.size());
        }
        for (Batch part : steps.inOrder(these, ActorCritic.PART)) {
            policy.accumulate(part, this::weigh);
        }
        policy.step(rates);
    }

    /// Each step's share in the gradient of the pairs, as [PreferenceLoss] has set it.
    private boolean weigh(Batch batch, Outputs now, Weights weights) {
        for (int i = 0; i < batch.size(); i++) {
            weights.logProb(i, -batch.advantage(i));
            double logRatio = now.logProb(i) - batch.logProb(i);
            kl += Math.exp(logRatio) - 1 - logRatio; // Schulman's k3
        }
        return true;
    }

    private Map<String, Double> measures(Pairs pairs, Rates rates) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("pairs", (double) pairs.pairs().size());
        measures.put("policy_loss", loss.loss());
        measures.put("margin", loss.margin());
        measures.put("preference_accuracy", loss.accuracy());
        measures.put("reference_kl", klSteps == 0 ? 0 : kl / klSteps);
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
        to.part("random", random);
        to.part("policy", policy);
        to.part("pairs", source);
        to.part("environment", setup.environment());
    }

    @Override
    public void load(StateReader from) {
        iteration = from.number("iteration");
        from.part("random", random);
        from.part("policy", policy);
        from.part("pairs", source);
        from.part("environment", setup.environment());
    }

    @Override
    public void close() {
        policy.close();
    }
}
