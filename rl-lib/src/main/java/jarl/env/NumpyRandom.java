package jarl.env;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The random numbers of numpy's `default_rng(seed)`: a `SeedSequence` fills a PCG64 (O'Neill 2014, XSL-RR 128/64).
///
/// Every method draws what its namesake of `numpy.random.Generator` draws, so a world written against
/// [RandomGenerator] starts and goes on as its Python twin with the same seed:
///
/// | here | numpy |
/// |---|---|
/// | `nextDouble()`, `nextDouble(low, high)` | `random()`, `uniform(low, high)` |
/// | `nextFloat()` | `random(dtype=float32)` |
/// | `nextInt(n)`, `nextInt(low, high)`, and of long | `integers(n)`, `integers(low, high)` |
/// | `nextGaussian()`, `nextGaussian(mean, sd)` | `standard_normal()`, `normal(mean, sd)` |
/// | `nextLong()`, `nextInt()` | the bit generator's 64 and 32 raw bits |
public final class NumpyRandom implements RandomGenerator, Resumable {
    private static final long MULTIPLIER_HIGH = 2549297995355413924L;
    private static final long MULTIPLIER_LOW = 4865540595714422341L;

    private SeedSequence seeds;
    private long high;
    private long low;
    private long incrementHigh;
    private long incrementLow;
    private boolean halfLeft; // numpy deals a 64-bit number out as two of 32 bits, the lower one first
    private int half;

    private NumpyRandom(SeedSequence seeds) {
        this.seeds = seeds;
        long[] numbers = seeds.generate(4);
        incrementHigh = numbers[2] << 1 | numbers[3] >>> 63;
        incrementLow = numbers[3] << 1 | 1;
        advance();
        add(numbers[0], numbers[1]);
        advance();
    }

    private NumpyRandom(NumpyRandom other) {
        seeds = other.seeds;
        become(other);
    }

    /// The generator of `numpy.random.default_rng(seed)`; a negative seed is read as the unsigned number of its bits.
    public static NumpyRandom seeded(long seed) {
        return new NumpyRandom(new SeedSequence(seed));
    }

    /// Independent generators, as numpy's `spawn`: they depend on this one's seed and on how many it has spawned
    /// before, not on what it has drawn.
    public List<NumpyRandom> spawn(int n) {
        return Stream.generate(() -> new NumpyRandom(seeds.spawn())).limit(n).toList();
    }

    @Override
    public long nextLong() {
        advance();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    @Override
    public int nextInt() {
        if (halfLeft) {
            halfLeft = false;
            return half;
        }
        long both = nextLong();
        halfLeft = true;
        half = (int) (both >>> 32);
        return (int) both;
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double from, double to) {
        if (!(from < to && to - from < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Nothing can be drawn between " + from + " and " + to);
        }
        return from + (to - from) * nextDouble();
    }

    @Override
    public float nextFloat() {
        return (nextInt() >>> 8) * 0x1p-24f;
    }

    @Override
    public int nextInt(int bound) {
        return nextInt(0, bound);
    }

    @Override
    public int nextInt(int from, int to) {
        return (int) nextLong(from, to);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    @Override
    public long nextLong(long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException("No whole number is at least " + from + " and below " + to);
        }
        return from + upTo(to - 1 - from);
    }

    /// A number of `0 … most` (unsigned), by Lemire's multiplication (2019), in 32 bits where they suffice.
    private long upTo(long most) {
        if (most == 0) {
            return 0;
        }
        return most >>> 32 == 0 ? upToShort(most) : upToLong(most);
    }

    private long upToShort(long most) {
        if (most == 0xffffffffL) {
            return nextInt() & 0xffffffffL;
        }
        long count = most + 1;
        long product = (nextInt() & 0xffffffffL) * count;
        if ((product & 0xffffffffL) < count) {
            long threshold = (0xffffffffL - most) % count;
            while ((product & 0xffffffffL) < threshold) {
                product = (nextInt() & 0xffffffffL) * count;
            }
        }
        return product >>> 32;
    }

    private long upToLong(long most) {
        if (most == -1) {
            return nextLong();
        }
        long count = most + 1;
        long draw = nextLong();
        if (Long.compareUnsigned(draw * count, count) < 0) {
            long threshold = Long.remainderUnsigned(-1 - most, count);
            while (Long.compareUnsigned(draw * count, threshold) < 0) {
                draw = nextLong();
            }
        }
        return Math.unsignedMultiplyHigh(draw, count);
    }

    /// A standard normal number by numpy's ziggurat of 256 layers (Marsaglia & Tsang 2000).
    @Override
    public double nextGaussian() {
        return Ziggurat.draw(this);
    }

    @Override
    public double nextGaussian(double mean, double standardDeviation) {
        if (standardDeviation < 0) {
            throw new IllegalArgumentException("A standard deviation is at least 0, not " + standardDeviation);
        }
        return mean + standardDeviation * nextGaussian();
    }

    /// A number of `0 … probabilities.length − 1`, as `choice(n, p=probabilities)`.
    ///
    /// @param probabilities at least 0 each, of sum 1
    public int choice(double... probabilities) {
        double[] cumulative = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            if (!(probabilities[i] >= 0)) {
                throw new IllegalArgumentException("Probability " + i + " is " + probabilities[i]);
            }
            sum += probabilities[i];
            cumulative[i] = sum;
        }
        if (!(Math.abs(sum - 1) < 1e-8)) {
            throw new IllegalArgumentException("The probabilities sum to " + sum + ", not to 1");
        }
        double draw = nextDouble();
        int chosen = 0;
        while (chosen < cumulative.length - 1 && cumulative[chosen] / sum <= draw) {
            chosen++;
        }
        return chosen;
    }

    /// `count` different numbers of `0 … n − 1` in random order, as `choice(n, count, replace=False)`.
    public int[] choice(int n, int count) {
        if (count < 0 || count > n) {
            throw new IllegalArgumentException(count + " different numbers cannot be chosen among " + n);
        }
        return n > 10_000 && count > n / 50 ? shuffledTail(n, count) : floyd(n, count);
    }

    private int[] shuffledTail(int n, int count) {
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        shuffle(all, Math.max(n - count, 1));
        return Arrays.copyOfRange(all, n - count, n);
    }

    /// Floyd's algorithm, then a shuffle.
    private int[] floyd(int n, int count) {
        var taken = new HashSet<Integer>();
        int[] chosen = new int[count];
        for (int top = n - count; top < n; top++) {
            int draw = (int) upTo(top);
            chosen[top - n + count] = taken.contains(draw) ? top : draw;
            taken.add(chosen[top - n + count]);
        }
        shuffle(chosen, 1);
        return chosen;
    }

    private void shuffle(int[] values, int first) {
        for (int i = values.length - 1; i >= first; i--) {
            int j = (int) upTo(i);
            int kept = values[j];
            values[j] = values[i];
            values[i] = kept;
        }
    }

    /// state ← state × multiplier + increment, in 128 bits.
    private void advance() {
        high = high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH + Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW);
        low *= MULTIPLIER_LOW;
        add(incrementHigh, incrementLow);
    }

    private void add(long termHigh, long termLow) {
        low += termLow;
        high += termHigh + (Long.compareUnsigned(low, termLow) < 0 ? 1 : 0);
    }

    /// A generator in the same state, which goes on by itself.
    public NumpyRandom copy() {
        return new NumpyRandom(this);
    }

    /// Takes the other's state as its own.
    void become(NumpyRandom other) {
        seeds = other.seeds.copy();
        high = other.high;
        low = other.low;
        incrementHigh = other.incrementHigh;
        incrementLow = other.incrementLow;
        halfLeft = other.halfLeft;
        half = other.half;
    }

    /// Whether the next numbers of both are the same.
    boolean sameStateAs(NumpyRandom other) {
        return high == other.high && low == other.low
                && incrementHigh == other.incrementHigh && incrementLow == other.incrementLow
                && halfLeft == other.halfLeft && (!halfLeft || half == other.half);
    }

    @Override
    public void save(StateWriter to) {
        to.longs("state", new long[] {high, low, incrementHigh, incrementLow});
        to.ints("half", halfLeft ? new int[] {half} : new int[0]);
        to.ints("entropy", seeds.entropy());
        to.ints("key", seeds.key());
        to.number("children", seeds.children());
    }

    @Override
    public void load(StateReader from) {
        long[] state = from.longs("state");
        if (state.length != 4) {
            throw new StateException("The state of a random generator has 4 numbers, not " + state.length);
        }
        high = state[0];
        low = state[1];
        incrementHigh = state[2];
        incrementLow = state[3];
        int[] left = from.ints("half");
        halfLeft = left.length > 0;
        half = halfLeft ? left[0] : 0;
        seeds = new SeedSequence(from.ints("entropy"), from.ints("key"), (int) from.number("children"));
    }
}
