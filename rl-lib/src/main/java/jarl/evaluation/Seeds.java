package jarl.evaluation;

import java.util.stream.LongStream;

/// Three ranges of environment seeds that never meet: what a policy was trained on, what its best checkpoint was chosen
/// on, and what it is judged on.
public final class Seeds {
    private static final long VALIDATION = 1L << 31;
    private static final long TEST = 3L << 30;

    private Seeds() {}

    /// A training seed, from any number: in [0, 2³¹).
    public static long training(long number) {
        return number & (VALIDATION - 1);
    }

    /// The first `count` seeds that select the best checkpoint: from 2³¹ up.
    public static long[] validation(int count) {
        return LongStream.range(VALIDATION, VALIDATION + count).toArray();
    }

    /// `count` seeds held out from training and selection: from 3·2³⁰ + `first` up.
    public static long[] test(long first, int count) {
        return LongStream.range(TEST + first, TEST + first + count).toArray();
    }
}
