package jarl.run.checkpoint;

import jarl.network.Head;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Everything that turns a vector of parameters back into a policy.
///
/// The head's columns begin at the tower `actor` (policies) or `q` (values; `value` where a dueling network has towers
/// `value` and `advantage`) and may go on over the towers that follow: `actor` with k means, then the constant
/// `log_std` with k. A tower `critic` of one column is V(s).
///
/// @param network      what the policy is made of
/// @param observations what it sees; a choice enters as its number, or as one-hot columns where the network has as many
///                     inputs as there are choices
/// @param actions      what it does
/// @param head         how its outputs are read
/// @param normalizer   what is done to an observation before the network sees it; null: nothing
public record PolicySpec(
        NetworkSpec network, Space observations, Space actions, HeadKind head, @Nullable Normalizer normalizer) {

    /// x ← clamp((x − mean) / √(variance + epsilon), −clip, clip), coordinate by coordinate, as Stable-Baselines3's
    /// `VecNormalize`.
    ///
    /// @param mean     shape `[inputs]`
    /// @param variance shape `[inputs]`
    /// @param epsilon  added to the variance
    /// @param clip     the largest absolute value that comes out; may be infinite
    public record Normalizer(double[] mean, double[] variance, double epsilon, double clip) {
        public Normalizer {
            if (mean.length != variance.length || !(clip > 0) || !(epsilon >= 0)) {
                throw new IllegalArgumentException("A normalizer has as many means as variances, a clip above 0 and an"
                        + " epsilon of at least 0, not " + mean.length + ", " + variance.length + ", " + clip + ", "
                        + epsilon);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Normalizer that
                    && Arrays.equals(mean, that.mean)
                    && Arrays.equals(variance, that.variance)
                    && epsilon == that.epsilon
                    && clip == that.clip;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(mean) + Arrays.hashCode(variance);
        }

        @Override
        public String toString() {
            return "Normalizer of " + mean.length + ", clip " + clip;
        }
    }

    public PolicySpec {
        int inputs = network.inputs();
        if (inputs != observations.width() && inputs != choices(observations)) {
            throw new IllegalArgumentException(
                    "The network has " + inputs + " inputs, which is no way to show it an element of " + observations);
        }
        if (normalizer != null && normalizer.mean().length != inputs) {
            throw new IllegalArgumentException(
                    "The normalizer has " + normalizer.mean().length + " means, the network " + inputs + " inputs");
        }
        requireColumns(network, head, head.width(actions));
    }

    /// The spec in words, as files carry it in their metadata: `head`, and in JSON `network`, `observation_space` and
    /// `action_space`.
    public SequencedMap<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("head", head.word());
        words.put("network", PolicyJson.write(network));
        words.put("observation_space", PolicyJson.space(observations));
        words.put("action_space", PolicyJson.space(actions));
        return words;
    }

    /// Whether a choice enters as one-hot columns.
    public boolean oneHot() {
        return network.inputs() != observations.width();
    }

    /// Reads actions from the network's output rows; for one thread.
    public Head newHead() {
        return head.head(actions, column());
    }

    /// First output column of the head.
    public int column() {
        return network.column(firstTower(network, head));
    }

    /// Output columns of the head.
    public int width() {
        return head.width(actions);
    }

    /// Whether some output column is V(s).
    public boolean hasCritic() {
        return network.towers().stream()
                .anyMatch(tower -> tower.name().equals("critic") && tower.outputs() == 1);
    }

    private static int choices(Space space) {
        return switch (space) {
            case Discrete discrete -> discrete.n();
            case MultiDiscrete several -> Arrays.stream(several.sizes()).sum();
            case Box box -> box.width();
        };
    }

    private static String firstTower(NetworkSpec network, HeadKind head) {
        List<String> names = network.towers().stream().map(Tower::name).toList();
        return head.towers().stream().filter(names::contains).findFirst().orElseThrow(() ->
                new IllegalArgumentException("A head " + head.word() + " begins at the tower "
                        + String.join(" or ", head.towers()) + "; the network has " + names));
    }

    private static void requireColumns(NetworkSpec network, HeadKind head, int width) {
        String first = firstTower(network, head);
        int begin = network.column(first);
        boolean endsATower = network.towers().stream()
                .anyMatch(tower -> network.column(tower.name()) + tower.outputs() == begin + width);
        if (!endsATower) {
            throw new IllegalArgumentException("A head " + head.word() + " of " + width
                    + " columns from the tower " + first + " on does not fit " + network.towers());
        }
    }
}
