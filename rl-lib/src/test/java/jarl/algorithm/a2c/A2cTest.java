package jarl.algorithm.a2c;

import jarl.algorithm.PolicyLoss;
import jarl.config.Schedule;
import jarl.network.Engine;
import jarl.network.Engines;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A2C")
class A2cTest {
    @Test
    void putsTheGradientOfItsLossOnEachSample() {
        var config = new A2cConfig(5, 0.99f, 1, false, 0.25f, new Schedule.Constant(0.01), true, 1e-5f, null);
        try (Engine engine = Engines.open("java", "cpu", 1);
                A2c rule = new A2c(config, PolicyLoss.setup(engine))) {
            long steps = rule.iterate().environmentSteps();
            new PolicyLoss(0.25f, 0.01f).assertIsFollowedBy(rule::weigh, steps);
        }
    }
}
