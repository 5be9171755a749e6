package jarl.experience;

/// How much better an action was than the policy's average one.
public final class Advantages {
    private Advantages() {}

    /// Generalized advantage estimates of the steps of several environments, `t` outermost: step `t` of environment
    /// `e` stands at `t × environments + e`.
    ///
    /// A `terminated` step has no future, so nothing is bootstrapped from it. A `truncated` one has: its episode was
    /// cut by a clock, and the value of what came next still counts; but the estimate does not reach into the next
    /// episode across either.
    ///
    /// @param rewards    reward of each step, in the environment's own units; shape `[steps × environments]`
    /// @param values     V(sₜ) before each step, same units and shape
    /// @param nextValues V(sₜ₊₁) after each step, before any reset; same shape
    /// @param discount   γ, per step, in [0, 1]
    /// @param lambda     λ in [0, 1]: 0 gives the one-step TD error, 1 the return minus the value
    /// @param into       taken by Âₜ; same shape
    /// @throws IllegalArgumentException if the arrays differ in length, or do not divide into the environments
    /// @see <a href="https://arxiv.org/abs/1506.02438">Schulman et al. (2016), eq. 16</a>
    public static void generalized(
            float[] rewards,
            float[] values,
            float[] nextValues,
            boolean[] terminated,
            boolean[] truncated,
            int environments,
            float discount,
            float lambda,
            float[] into) {
        int size = rewards.length;
        if (values.length != size
                || nextValues.length != size
                || terminated.length != size
                || truncated.length != size
                || into.length != size
                || size % environments != 0) {
            throw new IllegalArgumentException("Arrays of " + size + ", " + values.length + ", " + nextValues.length
                    + ", " + terminated.length + ", " + truncated.length + ", " + into.length
                    + " are not steps of " + environments + " environments");
        }
        for (int i = size - 1; i >= 0; i--) {
            boolean last = i + environments >= size;
            boolean ended = terminated[i] || truncated[i];
            float future = terminated[i] ? 0 : nextValues[i];
            float tdError = rewards[i] + discount * future - values[i];
            into[i] = last || ended ? tdError : tdError + discount * lambda * into[i + environments];
        }
    }

    /// Scales the first `count` of them to mean 0 and (unbiased) standard deviation 1. A single one, which has no spread,
    /// stays as it is.
    static void normalize(float[] advantages, int count) {
        if (count < 2) {
            return;
        }
        float mean = 0;
        for (int i = 0; i < count; i++) {
            mean += advantages[i];
        }
        mean /= count;
        float squares = 0;
        for (int i = 0; i < count; i++) {
            float off = advantages[i] - mean;
            squares += off * off;
        }
        float scale = 1 / ((float) Math.sqrt(squares / (count - 1)) + 1e-8f);
        for (int i = 0; i < count; i++) {
            advantages[i] = (advantages[i] - mean) * scale;
        }
    }
}
