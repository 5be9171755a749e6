package jarl.env.classic;

import java.math.BigDecimal;
import java.math.MathContext;

/// Sine and cosine with the roundings of the GNU C library, which numpy asks; any double below 10⁸.
///
/// A world that balances or tumbles doubles an error in the last bit every few steps, so that within one episode
/// another library's sine leads elsewhere. The method is that of Ziv's accurate library (IBM, 2001), with fused
/// multiply-adds: the angle is brought near zero, split at the nearest 1/128, and joined by the addition theorems,
/// with the sines and cosines of the 1/128ths known to twice a double's precision.
final class Trigonometry {
    private static final int STEPS = 128; // in one radian
    private static final int ENTRIES = 112; // up to 0.86 rad, where the reduction begins
    private static final MathContext DIGITS = new MathContext(40); // of which two doubles hold 32
    private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.movePointLeft(DIGITS.getPrecision());

    /// Sines and cosines of `k / 128`: rounded, and what the rounding left.
    static final double[] SINE = new double[ENTRIES];
    static final double[] SINE_REST = new double[ENTRIES];
    static final double[] COSINE = new double[ENTRIES];
    static final double[] COSINE_REST = new double[ENTRIES];

    static {
        tabulate();
    }

    /// Added to an angle it rounds it to 1/128ths.
    static final double TO_STEPS = 0x1.8p45;

    /// Below it the sine is its series.
    static final double SERIES_HOLD = 0.126;

    static final double SINE_3 = -0.16666666666666488;
    static final double SINE_5 = 0.008333332142857223;
    static final double COSINE_2 = 0.5;
    static final double COSINE_4 = -0.04166666666666644;
    static final double COSINE_6 = 0.001388888740079376;
    static final double SERIES_3 = -0.16666666666666666;
    static final double SERIES_5 = 0.008333333333332329;
    static final double SERIES_7 = -1.9841269834414642e-4;
    static final double SERIES_9 = 2.755729806860771e-6;
    static final double SERIES_11 = -2.5022014848318398e-8;

    private static final double UNREDUCED = 0.85546875;
    private static final double THREE_QUARTERS = 2.426265; // of a half turn, about
    private static final double QUARTER = 1.5707963267948966; // π/2 in two parts
    private static final double QUARTER_REST = 6.123233995736766e-17;
    private static final double QUARTERS = 0.6366197723675814; // 2/π
    private static final double TO_WHOLE = 0x1.8p52;
    private static final double QUARTER_1 = 1.5707963407039642; // π/2 in four parts
    private static final double QUARTER_2 = -1.3909067564377153e-8;
    private static final double QUARTER_3 = -4.97899623147991e-17;
    private static final double QUARTER_4 = -1.9034889620193266e-25;

    private Trigonometry() {}

    /// One step of 1/128 after the other, by the addition theorems.
    private static void tabulate() {
        BigDecimal step = BigDecimal.ONE.divide(BigDecimal.valueOf(STEPS));
        BigDecimal stepSine = series(step, step, 2);
        BigDecimal stepCosine = series(BigDecimal.ONE, step, 1);
        BigDecimal sine = BigDecimal.ZERO;
        BigDecimal cosine = BigDecimal.ONE;
        for (int k = 0; k < ENTRIES; k++) {
            SINE[k] = sine.doubleValue();
            SINE_REST[k] = sine.subtract(new BigDecimal(SINE[k])).doubleValue();
            COSINE[k] = cosine.doubleValue();
            COSINE_REST[k] = cosine.subtract(new BigDecimal(COSINE[k])).doubleValue();
            BigDecimal next = sine.multiply(stepCosine).add(cosine.multiply(stepSine), DIGITS);
            cosine = cosine.multiply(stepCosine).subtract(sine.multiply(stepSine), DIGITS);
            sine = next;
        }
    }

    /// first − first·x²/(d(d+1)) + …
    private static BigDecimal series(BigDecimal first, BigDecimal x, int divisor) {
        BigDecimal square = x.multiply(x).negate();
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int d = divisor; term.abs().compareTo(NEGLIGIBLE) > 0; d += 2) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((long) d * (d + 1)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    static double sine(double angle) {
        double size = Math.abs(angle);
        if (size < UNREDUCED) {
            return near(angle, 0);
        }
        if (size < THREE_QUARTERS) {
            return Math.copySign(nearCosine(QUARTER - size, QUARTER_REST), angle);
        }
        return reduced(angle, 0);
    }

    static double cosine(double angle) {
        double size = Math.abs(angle);
        if (size < UNREDUCED) {
            return nearCosine(angle, 0);
        }
        if (size < THREE_QUARTERS) {
            double rest = QUARTER - size;
            double complement = rest + QUARTER_REST;
            return near(complement, (rest - complement) + QUARTER_REST);
        }
        return reduced(angle, 1);
    }

    /// Takes whole quarter turns off.
    private static double reduced(double angle, int quarters) {
        double shifted = Math.fma(angle, QUARTERS, TO_WHOLE);
        double whole = shifted - TO_WHOLE;
        double rough = Math.fma(-whole, QUARTER_2, Math.fma(-whole, QUARTER_1, angle));
        double finer = Math.fma(-whole, QUARTER_3, rough);
        double rest = Math.fma(-whole, QUARTER_3, rough - finer);
        double angleLeft = Math.fma(-whole, QUARTER_4, finer);
        rest += Math.fma(-whole, QUARTER_4, finer - angleLeft);
        int turn = (int) Double.doubleToRawLongBits(shifted) + quarters & 3;
        double value = (turn & 1) == 0 ? near(angleLeft, rest) : nearCosine(angleLeft, rest);
        return (turn & 2) == 0 ? value : -value;
    }

    /// sin(angle + rest), the rest far below the angle.
    private static double near(double angle, double rest) {
        if (Math.abs(angle) < SERIES_HOLD) {
            return shortSine(angle, rest);
        }
        double signedRest = angle > 0 ? rest : -rest;
        double size = Math.abs(angle);
        double shifted = TO_STEPS + size;
        int k = (int) Double.doubleToRawLongBits(shifted);
        double x = size - (shifted - TO_STEPS);
        double square = x * x;
        double sine = x + Math.fma(x * square, Math.fma(square, SINE_5, SINE_3), signedRest);
        double cosine = Math.fma(square, Math.fma(square, Math.fma(square, COSINE_6, COSINE_4), COSINE_2),
                x * signedRest);
        double correction = Math.fma(COSINE[k], sine,
                Math.fma(-SINE[k], cosine, Math.fma(sine, COSINE_REST[k], SINE_REST[k])));
        return Math.copySign(SINE[k] + correction, angle);
    }

    private static double shortSine(double angle, double rest) {
        double square = angle * angle;
        double terms = Math.fma(Math.fma(Math.fma(Math.fma(
                SERIES_11, square, SERIES_9), square, SERIES_7), square, SERIES_5), square, SERIES_3);
        return angle + Math.fma(Math.fma(terms, angle, -0.5 * rest), square, rest);
    }

    /// cos(angle + rest), the rest far below the angle.
    private static double nearCosine(double angle, double rest) {
        double size = Math.abs(angle);
        double shifted = TO_STEPS + size;
        int k = (int) Double.doubleToRawLongBits(shifted);
        double x = size - (shifted - TO_STEPS) + (angle < 0 ? -rest : rest);
        double square = x * x;
        double sine = Math.fma(x * square, Math.fma(square, SINE_5, SINE_3), x);
        double cosine = square * Math.fma(square, Math.fma(square, COSINE_6, COSINE_4), COSINE_2);
        double correction = Math.fma(-SINE[k], sine,
                Math.fma(-COSINE[k], cosine, Math.fma(-sine, SINE_REST[k], COSINE_REST[k])));
        return COSINE[k] + correction;
    }
}
