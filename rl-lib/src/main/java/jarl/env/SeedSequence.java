package jarl.env;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Turns a seed of any length into as many well mixed bits as a generator wants, as numpy's `SeedSequence` does
/// (after O'Neill's `seed_seq_fe`). Children made by [#spawn] are independent of it and of each other.
final class SeedSequence {
    private static final int POOL = 4;

    private final int[] entropy;
    private final int[] key;
    private int children;

    SeedSequence(long seed) {
        this(words(seed), new int[0], 0);
    }

    SeedSequence(int[] entropy, int[] key, int children) {
        this.entropy = entropy.clone();
        this.key = key.clone();
        this.children = children;
    }

    /// The 32-bit words of the seed, least first, without leading zeros; numpy takes no negative seeds, so one is read
    /// as the unsigned number of the same bits.
    private static int[] words(long seed) {
        return seed >>> 32 == 0 ? new int[] {(int) seed} : new int[] {(int) seed, (int) (seed >>> 32)};
    }

    int[] entropy() {
        return entropy.clone();
    }

    int[] key() {
        return key.clone();
    }

    int children() {
        return children;
    }

    SeedSequence copy() {
        return new SeedSequence(entropy, key, children);
    }

    SeedSequence spawn() {
        int[] childKey = Arrays.copyOf(key, key.length + 1);
        childKey[key.length] = children++;
        return new SeedSequence(entropy, childKey, 0);
    }

    /// `count` numbers of 64 bits; shape `[count]`.
    long[] generate(int count) {
        int[] pool = pool();
        var hash = new Hash(0x8b51f9dd, 0x58f38ded);
        int[] halves = new int[2 * count];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = hash.of(pool[i % POOL]);
        }
        long[] numbers = new long[count];
        Arrays.setAll(numbers, i -> (halves[2 * i] & 0xffffffffL) | ((long) halves[2 * i + 1] << 32));
        return numbers;
    }

    private int[] pool() {
        int[] words = assembled();
        var hash = new Hash(0x43b0d7e5, 0x931e8875);
        int[] pool = new int[POOL];
        for (int i = 0; i < POOL; i++) {
            pool[i] = hash.of(i < words.length ? words[i] : 0);
        }
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    pool[to] = mix(pool[to], hash.of(pool[from]));
                }
            }
        }
        for (int from = POOL; from < words.length; from++) {
            for (int to = 0; to < POOL; to++) {
                pool[to] = mix(pool[to], hash.of(words[from]));
            }
        }
        return pool;
    }

    /// Entropy and key in one row; a short entropy is padded before a key, so that the key cannot pass for entropy.
    private int[] assembled() {
        int[] first = key.length > 0 && entropy.length < POOL ? Arrays.copyOf(entropy, POOL) : entropy;
        return IntStream.concat(Arrays.stream(first), Arrays.stream(key)).toArray();
    }

    private static int mix(int x, int y) {
        int result = 0xca01f9dd * x - 0x4973f715 * y;
        return result ^ result >>> 16;
    }

    /// A hash whose constant moves on with each use.
    private static final class Hash {
        private final int multiplier;
        private int constant;

        Hash(int constant, int multiplier) {
            this.constant = constant;
            this.multiplier = multiplier;
        }

        int of(int word) {
            int value = word ^ constant;
            constant *= multiplier;
            value *= constant;
            return value ^ value >>> 16;
        }
    }
}
