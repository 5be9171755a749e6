package jarl.run.judge;

import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Outputs;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.run.Run;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Discrete;
import java.util.Arrays;

/// The policy of a checkpoint, to be asked about one observation after the other: what it does, how probable each choice
/// is, what it expects. Of masks it knows nothing: nothing is forbidden.
///
/// For one thread. Holds an engine until it is closed.
public final class PolicyProbe implements AutoCloseable {
    private final PolicySpec spec;
    private final Engine engine;
    private final Policy policy;

    private PolicyProbe(PolicySpec spec, Engine engine, Policy policy) {
        this.spec = spec;
        this.engine = engine;
        this.policy = policy;
    }

    /// The policy of a checkpoint, on the engine that trained it.
    ///
    /// @param checkpoint `best`, `last`, or a step
    /// @throws jarl.run.RunException if there is no such checkpoint
    public static PolicyProbe of(Run run, String checkpoint) {
        SavedPolicy saved = run.checkpoint(checkpoint).policy();
        Engine engine = Engines.open(run.record().engine(), "cpu", 1);
        return new PolicyProbe(saved.spec(), engine, saved.on(engine));
    }

    /// What it sees, does, and is made of.
    public PolicySpec spec() {
        return spec;
    }

    /// The most probable action, or that of the greatest value; shape `[action width]`.
    ///
    /// @param observation raw, as the world gives it; shape `[observation width]`
    public float[] action(double... observation) {
        Rows actions = Rows.of(1, policy.head().actionWidth());
        policy.mode(rows(1, observation), null, actions);
        return actions.data().clone();
    }

    /// π(a|s) of each choice a; they sum to 1.
    ///
    /// @throws IllegalArgumentException if the policy does not draw one of a few choices
    public double[] probabilities(double... observation) {
        if (spec.head() != HeadKind.CATEGORICAL) {
            throw new IllegalArgumentException("Only a policy that draws one of a few choices has probabilities; the head of"
                    + " this one is " + spec.head().word());
        }
        Outputs read = read(observation);
        double[] probabilities = new double[choices()];
        Arrays.setAll(probabilities, choice -> Math.exp(read.logProb(choice)));
        return probabilities;
    }

    /// What it expects from here on, discounted and in the units it was trained in: V(s) where it has a critic, the
    /// greatest Q(s, a) where it values actions.
    ///
    /// @throws IllegalArgumentException if it expects nothing, as policies of GRPO and DPO
    public double value(double... observation) {
        if (spec.hasCritic()) {
            return policy.outputs(rows(1, observation)).at(0, spec.network().column("critic"));
        }
        if (spec.head() == HeadKind.VALUES || spec.head() == HeadKind.DUELING_VALUES) {
            Outputs read = read(observation);
            double greatest = Double.NEGATIVE_INFINITY;
            for (int choice = 0; choice < choices(); choice++) {
                greatest = Math.max(greatest, read.value(choice));
            }
            return greatest;
        }
        throw new IllegalArgumentException("This policy has no value function, only " + spec.network().towers());
    }

    /// What the head says of each choice.
    private Outputs read(double[] observation) {
        int choices = choices();
        Rows each = Rows.of(choices, 1);
        for (int choice = 0; choice < choices; choice++) {
            each.data()[choice] = choice;
        }
        var read = new Outputs(choices);
        policy.head().read(policy.outputs(rows(choices, observation)), null, each, read);
        return read;
    }

    private int choices() {
        return ((Discrete) spec.actions()).n();
    }

    /// The same observation in each row.
    private Rows rows(int count, double[] observation) {
        int width = spec.observations().width();
        if (observation.length != width) {
            throw new IllegalArgumentException("An observation here has " + width + " numbers, not " + observation.length
                    + ": " + spec.observations());
        }
        Rows rows = Rows.of(count, width);
        for (int i = 0; i < rows.data().length; i++) {
            rows.data()[i] = (float) observation[i % width];
        }
        return rows;
    }

    @Override
    public void close() {
        engine.close();
    }
}
