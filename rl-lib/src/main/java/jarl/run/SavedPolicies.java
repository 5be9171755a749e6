package jarl.run;

import jarl.env.NormalizedObservations;
import jarl.env.NumpyRandom;
import jarl.env.RunningStatistics;
import jarl.env.VectorEnvironment;
import jarl.env.Wrappers;
import jarl.network.Encoding;
import jarl.network.Engine;
import jarl.network.Network;
import jarl.network.Policy;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Space;

/// Policies as checkpoints hold them, and back.
final class SavedPolicies {
    private SavedPolicies() {}

    /// The policy as it is now, with what it needs to see raw observations.
    static SavedPolicy of(Policy policy, VectorEnvironment environment) {
        Network network = policy.network();
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        NormalizedObservations seen = Wrappers.find(environment, NormalizedObservations.class);
        Space observations = seen == null ? environment.observationSpace() : seen.inner().observationSpace();
        var spec = new PolicySpec(
                network.spec(),
                observations,
                environment.actionSpace(),
                HeadKind.of(policy.head()),
                seen == null ? null : normalizer(seen));
        return new SavedPolicy(spec, parameters);
    }

    private static PolicySpec.Normalizer normalizer(NormalizedObservations seen) {
        RunningStatistics statistics = seen.statistics();
        double[] mean = new double[statistics.width()];
        double[] variance = new double[statistics.width()];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = statistics.mean(column);
            variance[column] = statistics.variance(column);
        }
        return new PolicySpec.Normalizer(mean, variance, NormalizedObservations.EPSILON, seen.clip());
    }

    /// A saved policy on an engine, for raw observations. Closing the engine ends it.
    static Policy open(SavedPolicy saved, Engine engine) {
        PolicySpec spec = saved.spec();
        Network network = engine.network(spec.network(), NumpyRandom.seeded(0));
        network.load(saved.parameters());
        Encoding encoding = Encoding.of(spec.observations());
        PolicySpec.Normalizer by = spec.normalizer();
        Encoding seen = by == null
                ? encoding
                : encoding.normalizing(
                        new Encoding.Normalization(by.mean(), by.variance(), by.epsilon(), by.clip()));
        return new Policy(network, seen, spec.newHead());
    }
}
