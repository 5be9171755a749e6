package jarl.run.checkpoint;

import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.space.Space;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Small policies, states and snapshots.
final class Samples {
    private Samples() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Two inputs, three hidden units, two choices and a critic.
    static SavedPolicy policy(long seed) {
        var network = new NetworkSpec(
                2,
                List.of(),
                Activation.TANH,
                List.of(Tower.of("actor", List.of(3), 2, 0.01), Tower.of("critic", List.of(3), 1, 1)));
        var spec = new PolicySpec(
                network,
                Space.box(2, -1, Double.POSITIVE_INFINITY),
                Space.discrete("left", "right"),
                HeadKind.CATEGORICAL,
                new PolicySpec.Normalizer(new double[] {0.5, -1}, new double[] {2, 1 / 3.0}, 1e-8, 10));
        return new SavedPolicy(spec, network.initial(random(seed)));
    }

    static State state(long seed) {
        return State.of(new Everything(seed));
    }

    /// A state down to the bit, NaN and −0 included.
    static byte[] bytes(State state) {
        var out = new ByteArrayOutputStream();
        try {
            state.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static Snapshot snapshot(long seed) {
        return new Snapshot(policy(seed), state(seed), Map.of("metrics.jsonl", 20 * seed));
    }

    /// Something that saves a value of each type, drawn from its seed.
    static final class Everything implements jarl.state.Resumable {
        float[] floats;
        double[] doubles;
        long[] longs;
        int[] ints;
        byte[] bytes = new byte[5];
        String text;
        boolean flag;

        Everything(long seed) {
            var random = random(seed);
            floats = new float[] {random.nextFloat(), Float.NaN, -0f, Float.MIN_VALUE};
            doubles = new double[] {random.nextGaussian(), Double.NEGATIVE_INFINITY};
            longs = new long[] {random.nextLong(), Long.MIN_VALUE};
            ints = random.ints(3).toArray();
            random.nextBytes(bytes);
            text = "θ of seed " + seed;
            flag = random.nextBoolean();
        }

        @Override
        public void save(jarl.state.StateWriter to) {
            to.floats("floats", floats);
            to.at("wide").doubles("doubles", doubles);
            to.at("wide").longs("longs", longs);
            to.at("wide").at("deep").ints("ints", ints);
            to.bytes("bytes", bytes);
            to.text("text", text);
            to.flag("flag", flag);
        }

        @Override
        public void load(jarl.state.StateReader from) {
            floats = from.floats("floats");
            doubles = from.at("wide").doubles("doubles");
            longs = from.at("wide").longs("longs");
            ints = from.at("wide").at("deep").ints("ints");
            bytes = from.bytes("bytes");
            text = from.text("text");
            flag = from.flag("flag");
        }
    }
}
