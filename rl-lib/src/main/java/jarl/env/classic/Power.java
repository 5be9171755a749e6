package jarl.env.classic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The square of a number as the GNU C library's `pow(x, 2)` rounds it, which is what Python's `x ** 2` is.
///
/// One square in a thousand differs from `x * x` in its last bit, and an acrobot that tumbles shows it before its
/// episode is over. The method is that of Arm's Optimized Routines: the exponential of twice the logarithm, both by
/// tables of 128 steps and short series, the logarithm in two doubles.
final class Power {
    private static final double[] INVERSE = new double[128];
    private static final double[] LOGARITHM = new double[128];
    private static final double[] LOGARITHM_REST = new double[128];
    private static final double[] POWER_REST = new double[128];
    private static final long[] POWER_BITS = new long[128];

    private static final long FIRST = 0x3fe6955500000000L; // bits of where the logarithm's table begins
    private static final double LN2 = 0.6931471805598903; // in two parts
    private static final double LN2_REST = 5.497923018708371e-14;
    private static final double[] LOGARITHM_SERIES = {
        -0.5, -0.6666666666666679, 0.5000000000000007, 0.7999999995323976,
        -0.6666666663487739, -1.142909628459501, 1.0000415263675542
    };
    private static final double PER_LN2 = 184.6649652337873; // 128 / ln 2
    private static final double STEP = -0.005415212348111709; // −ln 2 / 128, in two parts
    private static final double STEP_REST = -1.2864023111638346e-14;
    private static final double[] EXPONENTIAL_SERIES = {
        0.49999999999996786, 0.16666666666665886, 0.0416666808410674, 0.008333335853059549
    };
    private static final double TO_WHOLE = 0x1.8p52;

    // of single precision: the logarithm to base 2 by a table of 16 steps, the power by every fourth step of the other
    private static final int SHORT_FIRST = 0x3f330000;
    private static final double[] SHORT_INVERSE = {
        1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752,
        1.1479821020556429, 1.1082251448272158, 1.0711297413057381, 1.036437278977283, 1.0, 0.9492859795739057,
        0.8951049428609004, 0.8476821620351103, 0.8050314851692001, 0.7664671008843108, 0.731428603316328
    };
    private static final double[] SHORT_LOGARITHM = {
        -0.48430022186289673, -0.42257122959194704, -0.3633754347673556, -0.30651309567405577, -0.25180720160537634,
        -0.19910014943794563, -0.14825100623281615, -0.09913323807318392, -0.051632812977629436, 0.0,
        0.07508531937943004, 0.15987125980713107, 0.2384046664317681, 0.31288288605863257, 0.38370422656453185,
        0.451211048935815
    };
    private static final double[] SHORT_LOGARITHM_SERIES = {
        0.288457581109214, -0.36092606229713164, 0.480898481472577, -0.7213474675006291, 1.4426950408774342
    };
    private static final double[] SHORT_EXPONENTIAL_SERIES = {
        0.05550361559341535, 0.2402284522445722, 0.6931471806916203
    };
    private static final double TO_STEPS = 0x1.8p47; // rounds to 1/32

    static {
        read();
    }

    private Power() {}

    private static void read() {
        try (var in = Power.class.getResourceAsStream("power.txt")) {
            if (in == null) {
                throw new IllegalStateException("jarl/env/classic/power.txt is missing from the class path");
            }
            String[] lines = new String(in.readAllBytes(), US_ASCII).lines().filter(line -> !line.startsWith("#"))
                    .toArray(String[]::new);
            for (int k = 0; k < 128; k++) {
                String[] columns = lines[k].split(" ", 5);
                INVERSE[k] = Double.parseDouble(columns[0]);
                LOGARITHM[k] = Double.parseDouble(columns[1]);
                LOGARITHM_REST[k] = Double.parseDouble(columns[2]);
                POWER_REST[k] = Double.longBitsToDouble(Long.parseUnsignedLong(columns[3], 16));
                POWER_BITS[k] = Long.parseUnsignedLong(columns[4], 16);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static double square(double x) {
        double size = Math.abs(x);
        if (!(size > 1e-100 && size < 1e100)) {
            return x * x;
        }
        long bits = Double.doubleToRawLongBits(size);
        long above = bits - FIRST;
        int k = (int) (above >> 45) & 127;
        double exponent = above >> 52;
        double[] series = LOGARITHM_SERIES;

        double r = Math.fma(Double.longBitsToDouble(bits - (above & 0xfffL << 52)), INVERSE[k], -1);
        double whole = Math.fma(exponent, LN2, LOGARITHM[k]);
        double sum = whole + r;
        double rest = Math.fma(exponent, LN2_REST, LOGARITHM_REST[k]) + (whole - sum + r);
        double halfR = series[0] * r;
        double second = r * halfR;
        double high = sum + second;
        double higher = Math.fma(second,
                Math.fma(second, Math.fma(r, series[6], series[5]), Math.fma(r, series[4], series[3])),
                Math.fma(r, series[2], series[1]));
        double low = Math.fma(r * second, higher, rest + Math.fma(halfR, r, -second) + (sum - high + second));
        double logarithm = high + low;
        return exponential(2 * logarithm, 2 * (high - logarithm + low));
    }

    /// The same in single precision, as `powf(x, 2)`.
    static float square(float x) {
        float size = Math.abs(x);
        if (!(size > 1e-15f && size < 1e15f)) {
            return x * x;
        }
        int bits = Float.floatToRawIntBits(size);
        int above = bits - SHORT_FIRST;
        int i = above >> 19 & 15;
        int exponent = above & 0xff800000;
        double[] series = SHORT_LOGARITHM_SERIES;
        double r = Math.fma(Float.intBitsToFloat(bits - exponent), SHORT_INVERSE[i], -1);
        double square = r * r;
        double low = Math.fma(Math.fma(series[2], r, series[3]), square,
                Math.fma(series[4], r, SHORT_LOGARITHM[i] + (exponent >> 23)));
        double logarithm = Math.fma(Math.fma(series[0], r, series[1]), square * square, low);
        return shortExponential(2 * logarithm);
    }

    /// 2 to the power of `x`.
    private static float shortExponential(double x) {
        double shifted = x + TO_STEPS;
        long steps = Double.doubleToRawLongBits(shifted);
        double r = x - (shifted - TO_STEPS);
        double[] series = SHORT_EXPONENTIAL_SERIES;
        double scale = Double.longBitsToDouble(POWER_BITS[4 * ((int) steps & 31)] + (steps << 47));
        return (float) (scale * Math.fma(Math.fma(series[0], r, series[1]), r * r, Math.fma(series[2], r, 1)));
    }

    /// e to the power of `x + rest`.
    private static double exponential(double x, double rest) {
        double shifted = Math.fma(PER_LN2, x, TO_WHOLE);
        double steps = shifted - TO_WHOLE;
        long whole = Double.doubleToRawLongBits(shifted);
        int k = (int) whole & 127;
        double r = Math.fma(steps, STEP_REST, Math.fma(steps, STEP, x)) + rest;
        double square = r * r;
        double[] series = EXPONENTIAL_SERIES;
        double scale = Double.longBitsToDouble(POWER_BITS[k] + (whole << 45));
        double more = Math.fma(square * square, Math.fma(r, series[3], series[2]),
                Math.fma(square, Math.fma(r, series[1], series[0]), POWER_REST[k] + r));
        return Math.fma(scale, more, scale);
    }
}
