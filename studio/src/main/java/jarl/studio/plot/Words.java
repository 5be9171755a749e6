package jarl.studio.plot;

import java.util.Locale;
import java.util.Map;

/// What measures are called on axes, and in which units they are.
final class Words {
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("episode_return", "sum of rewards"), Map.entry("mean_return_100", "sum of rewards"),
            Map.entry("mean_return", "sum of rewards"), Map.entry("episode_length", "steps"),
            Map.entry("entropy", "nats"), Map.entry("approx_kl", "nats"), Map.entry("clip_fraction", "share, 0 to 1"),
            Map.entry("explained_variance", "share, at most 1"), Map.entry("steps_per_second", "1/s"),
            Map.entry("std_return", "sum of rewards"), Map.entry("mean_length", "steps"),
            Map.entry("cpu", "s"), Map.entry("memory", "MB"), Map.entry("time", "s"),
            Map.entry("step", "environment steps"), Map.entry("epsilon", "share, 0 to 1"));

    private Words() {}

    /// `episode_return` becomes `Episode return (sum of rewards)`.
    static String label(String measure) {
        String unit = UNITS.get(measure);
        return title(measure) + (unit == null ? "" : " (" + unit + ")");
    }

    static String title(String measure) {
        if (measure.equals("mean_return_100")) {
            return "Mean return of the last 100 episodes";
        }
        String words = measure.replace('_', ' ').replaceAll("\\bkl\\b", "KL");
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// A number for a sentence: four significant digits, thousands apart.
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 1e6 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
