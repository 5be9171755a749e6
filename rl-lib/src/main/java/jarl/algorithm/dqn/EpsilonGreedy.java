package jarl.algorithm.dqn;

import jarl.env.NumpyRandom;
import jarl.experience.ReplayCollector;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the action of greatest value, but with chance ε any of the allowed ones, all alike.
final class EpsilonGreedy implements ReplayCollector.Behaviour, Resumable {
    private static final int GREEDY = -1;

    private final Policy policy;
    private final int choices;
    private final NumpyRandom[] random;
    private final int[] explored;
    private double epsilon = 1;

    /// @param random one generator for each environment
    EpsilonGreedy(Policy policy, int choices, List<NumpyRandom> random) {
        this.policy = policy;
        this.choices = choices;
        this.random = random.toArray(NumpyRandom[]::new);
        explored = new int[random.size()];
    }

    double epsilon() {
        return epsilon;
    }

    void epsilon(double of) {
        epsilon = of;
    }

    @Override
    public void act(Rows observations, boolean @Nullable [] masks, Rows actions) {
        boolean anyGreedy = false;
        for (int e = 0; e < random.length; e++) {
            explored[e] = random[e].nextDouble() < epsilon ? choose(e, masks) : GREEDY;
            anyGreedy |= explored[e] == GREEDY;
        }
        if (anyGreedy) { // a pass through the network costs more than everything else here
            policy.mode(observations, masks, actions);
        }
        for (int e = 0; e < random.length; e++) {
            if (explored[e] != GREEDY) {
                actions.data()[e] = explored[e];
            }
        }
    }

    private int choose(int e, boolean @Nullable [] masks) {
        if (masks == null) {
            return random[e].nextInt(choices);
        }
        int allowed = 0;
        for (int c = 0; c < choices; c++) {
            allowed += masks[e * choices + c] ? 1 : 0;
        }
        int skip = random[e].nextInt(allowed);
        int choice = 0;
        while (!masks[e * choices + choice] || skip-- > 0) {
            choice++;
        }
        return choice;
    }

    @Override
    public void save(StateWriter to) {
        to.real("epsilon", epsilon);
        for (int e = 0; e < random.length; e++) {
            to.part("random." + e, random[e]);
        }
    }

    @Override
    public void load(StateReader from) {
        epsilon = from.real("epsilon");
        for (int e = 0; e < random.length; e++) {
            from.part("random." + e, random[e]);
        }
    }
}
