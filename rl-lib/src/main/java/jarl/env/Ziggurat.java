package jarl.env;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;

/// The standard normal distribution cut into 256 layers of equal area (Marsaglia & Tsang 2000), drawn as numpy draws.
final class Ziggurat {
    private static final double EDGE = 3.654152885361009; // where the tail begins
    private static final double INVERSE_EDGE = 0.2736612373297583; // rounded as numpy's
    private static final long[] BOUND = new long[256]; // accept at once below it; of 2⁵²
    private static final double[] WIDTH = new double[256]; // of the layer, over 2⁵²
    private static final double[] DENSITY = new double[256]; // exp(−x²/2) at the layer's edge

    static {
        read();
    }

    private Ziggurat() {}

    /// numpy's own table: it carries roundings that no recomputation gives back.
    private static void read() {
        try (var in = Ziggurat.class.getResourceAsStream("ziggurat.txt")) {
            if (in == null) {
                throw new IllegalStateException("jarl/env/ziggurat.txt is missing from the class path");
            }
            String[] lines = new String(in.readAllBytes(), US_ASCII).lines().filter(line -> !line.startsWith("#"))
                    .toArray(String[]::new);
            for (int i = 0; i < 256; i++) {
                String[] columns = lines[i].split(" ", 3);
                BOUND[i] = Long.parseLong(columns[0], 16);
                WIDTH[i] = Double.parseDouble(columns[1]);
                DENSITY[i] = Double.parseDouble(columns[2]);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static double draw(RandomGenerator random) {
        while (true) {
            long bits = random.nextLong();
            int layer = (int) bits & 0xff;
            boolean negative = (bits >>> 8 & 1) != 0;
            long place = bits >>> 9 & 0xfffffffffffffL;
            double x = place * WIDTH[layer];
            double signed = negative ? -x : x;
            if (place < BOUND[layer]) {
                return signed;
            }
            if (layer == 0) {
                return tail(random, (place >>> 8 & 1) != 0);
            }
            double height = (DENSITY[layer - 1] - DENSITY[layer]) * random.nextDouble() + DENSITY[layer];
            if (height < Math.exp(-0.5 * x * x)) {
                return signed;
            }
        }
    }

    private static double tail(RandomGenerator random, boolean negative) {
        while (true) {
            double beyond = -INVERSE_EDGE * StrictMath.log1p(-random.nextDouble());
            double height = -StrictMath.log1p(-random.nextDouble());
            if (height + height > beyond * beyond) {
                return negative ? -(EDGE + beyond) : EDGE + beyond;
            }
        }
    }
}
