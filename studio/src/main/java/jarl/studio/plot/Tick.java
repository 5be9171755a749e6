package jarl.studio.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// A mark on an axis: where (in the axis's own numbers) and what it says.
record Tick(double at, String label) {
    /// Round numbers from `low` to `high`: steps of 1, 2 or 5 times a power of ten.
    ///
    /// @param about how many are wanted
    static List<Tick> linear(double low, double high, int about) {
        double step = step((high - low) / Math.max(1, about));
        var ticks = new ArrayList<Tick>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(new Tick(i * step, label(i * step, step, Math.max(Math.abs(low), Math.abs(high)))));
        }
        return ticks;
    }

    /// Powers of ten, with 2 and 5 between them where there are few.
    ///
    /// @param low  log₁₀ of the lowest value
    /// @param high log₁₀ of the highest
    static List<Tick> logarithmic(double low, double high) {
        double[] marks = high - low < 2 ? new double[] {1, 2, 5} : new double[] {1};
        int every = (int) Math.max(1, Math.ceil((high - low) / 8));
        var ticks = new ArrayList<Tick>();
        for (int power = (int) Math.floor(low); power <= high; power += every) {
            for (double mark : marks) {
                double at = power + Math.log10(mark);
                if (at >= low - 1e-9 && at <= high + 1e-9) {
                    double value = mark * Math.pow(10, power);
                    ticks.add(new Tick(at, label(value, value, value)));
                }
            }
        }
        return ticks;
    }

    /// The round number at or above a rough one.
    static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }

    /// As plotly writes them: from 10,000 on in thousands (k), millions (M), thousands of millions (B).
    private static String label(double value, double step, double largest) {
        if (largest < 1e-4) {
            return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toString().replace("E", "e");
        }
        String suffix = largest < 1e4 ? "" : largest < 1e6 ? "k" : largest < 1e9 ? "M" : "B";
        double unit = largest < 1e4 ? 1 : largest < 1e6 ? 1e3 : largest < 1e9 ? 1e6 : 1e9;
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
        var number = new BigDecimal(value / unit).setScale(decimals, RoundingMode.HALF_UP);
        return number.signum() == 0 ? "0" : number.toPlainString().replace('-', '\u2212') + suffix;
    }
}
