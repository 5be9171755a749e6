package jarl.algorithm;

import jarl.experience.Rollout;
import jarl.network.Network;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;

/// π_ref: a policy that stands still while another one learns.
public final class Reference implements Resumable, AutoCloseable {
    private final ActorCritic policy;
    private final Network network;

    /// The policy as it is now.
    public Reference(ActorCritic policy) {
        this.policy = policy;
        network = policy.policy().network().twin();
    }

    /// Becomes what the policy is now.
    public void become(ActorCritic learnt) {
        network.blend(learnt.policy().network(), 1);
    }

    /// log π_ref(a|s) of each step; shape `[steps.size()]`.
    public float[] logProbs(Rollout steps) {
        float[] logProbs = new float[steps.size()];
        policy.logProbs(network, steps.inOrder(ActorCritic.PART), logProbs);
        return logProbs;
    }

    @Override
    public void save(StateWriter to) {
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        to.floats("parameters", parameters);
    }

    @Override
    public void load(StateReader from) {
        network.load(from.floats("parameters"));
    }

    @Override
    public void close() {
        network.close();
    }
}
