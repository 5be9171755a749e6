package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Natural order")
class NaturalOrderTest {
    @Test
    void putsPolicyTwoBeforePolicyTen() {
        var names = new ArrayList<>(List.of("policy_10", "ppo", "policy_2", "policy", "policy_2b", "10", "9"));
        names.sort(new NaturalOrder());

        assertThat(names).containsExactly("9", "10", "policy", "policy_2", "policy_2b", "policy_10", "ppo");
    }

    @Test
    void sortsAHundredAndTwentyPolicies() {
        List<String> names = IntStream.range(0, 120).mapToObj(i -> "policy_" + i).toList();
        var shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(new NaturalOrder());

        assertThat(shuffled).isEqualTo(names);
    }

    @Test
    void tellsNamesOfEqualWorthApart() {
        assertThat(new NaturalOrder().compare("p02", "p2")).isNegative();
        assertThat(new NaturalOrder().compare("p2", "p02")).isPositive();
        assertThat(new NaturalOrder().compare("p2", "p2")).isZero();
    }
}
