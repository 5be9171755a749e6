package jarl.algorithm;

/// When a learner that replays its experience learns, counted in steps that its environments take together; as
/// Stable-Baselines3 counts.
///
/// @param environments   stepped together
/// @param trainFreq      steps of each environment between two rounds of learning
/// @param gradientSteps  of one round; −1: as many as environment steps were taken since the last
/// @param learningStarts environment steps, all together, before the first round
public record Cadence(int environments, int trainFreq, int gradientSteps, long learningStarts) {
    /// Environment steps of one iteration at least, so that a row of metrics costs little beside them.
    private static final int LEAST_STEPS = 256;

    /// Gradient steps that are due after `steps` environment steps, all together.
    public long due(long steps) {
        if (steps <= learningStarts || steps % roundLength() != 0) {
            return 0;
        }
        return gradientSteps < 0 ? roundLength() : gradientSteps;
    }

    private long roundLength() {
        return (long) trainFreq * environments;
    }

    /// Whether only exploration is wanted yet.
    public boolean warmsUp(long steps) {
        return steps < learningStarts;
    }

    /// Whether an iteration ends after `steps` environment steps: whole rounds of learning, of [#LEAST_STEPS] steps or
    /// more.
    public boolean endsIteration(long steps) {
        return steps % (Math.ceilDiv(LEAST_STEPS, roundLength()) * roundLength()) == 0;
    }
}
