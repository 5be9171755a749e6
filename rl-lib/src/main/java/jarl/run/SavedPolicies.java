package jarl.run;

import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.network.Encoding;
import jarl.network.Engine;
import jarl.network.Network;
import jarl.network.Policy;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;

/// Policies as checkpoints hold them, and back.
final class SavedPolicies {
    private SavedPolicies() {}

    /// The policy as it is now.
    static SavedPolicy of(Policy policy, VectorEnvironment environment) {
        Network network = policy.network();
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        var spec = new PolicySpec(
                network.spec(), environment.observationSpace(), environment.actionSpace(), HeadKind.of(policy.head()), null);
        return new SavedPolicy(spec, parameters);
    }

    /// A saved policy on an engine. Closing the engine ends it.
    static Policy open(SavedPolicy saved, Engine engine) {
        Network network = engine.network(saved.spec().network(), NumpyRandom.seeded(0));
        network.load(saved.parameters());
        return new Policy(network, Encoding.of(saved.spec().observations()), saved.spec().newHead());
    }
}
