package jarl.algorithm.reinforce;

import jarl.algorithm.PolicyLoss;
import jarl.config.Schedule;
import jarl.experience.Episode;
import jarl.network.Engine;
import jarl.network.Engines;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("REINFORCE")
class ReinforceTest {
    @Test
    void putsTheGradientOfItsLossOnEachSample() {
        var config = new ReinforceConfig(2, 0.99f, false, new Schedule.Constant(0.01), 1, null);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Reinforce rule = new Reinforce(config, PolicyLoss.setup(engine))) {
            long steps = rule.iterate().episodes().stream().mapToLong(Episode::length).sum(); // whole episodes alone
            new PolicyLoss(1, 0.01f).assertIsFollowedBy(rule::weigh, steps);
        }
    }
}
