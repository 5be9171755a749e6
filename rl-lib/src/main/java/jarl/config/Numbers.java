package jarl.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads numbers written as text: `1_000`, `-4`, `2e-3`, `inf`.
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9][0-9_]*+");
    private static final Pattern REAL =
            Pattern.compile("[+-]?(?:[0-9][0-9_]*+\\.?[0-9_]*+|\\.[0-9][0-9_]*+)(?:[eE][+-]?[0-9][0-9_]*+)?");
    private static final int LONGEST = 400;

    private Numbers() {}

    /// A Long, or a BigInteger where that is too small; null if the text is no whole number.
    static @Nullable Number whole(String text) {
        String digits = text.strip();
        if (digits.length() > LONGEST || !WHOLE.matcher(digits).matches() || !grouped(digits)) {
            return null;
        }
        return whole(digits, 10);
    }

    /// A Long, or a BigInteger where that is too small.
    ///
    /// @throws NumberFormatException if the text is no number of that base; underscores are skipped
    static Number whole(String text, int base) {
        return shrink(new BigInteger(text.replace("_", ""), base));
    }

    static Number shrink(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /// Null if the text is no number.
    static @Nullable Double real(String text) {
        String digits = text.strip();
        Double special = special(digits);
        if (special != null) {
            return special;
        }
        if (digits.length() > LONGEST || !REAL.matcher(digits).matches() || !grouped(digits)) {
            return null;
        }
        return Double.valueOf(digits.replace("_", ""));
    }

    private static @Nullable Double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> null;
        };
    }

    /// An underscore stands between two digits.
    private static boolean grouped(String digits) {
        for (int i = digits.indexOf('_'); i >= 0; i = digits.indexOf('_', i + 1)) {
            boolean between = i > 0 && i + 1 < digits.length()
                    && Character.isDigit(digits.charAt(i - 1)) && Character.isDigit(digits.charAt(i + 1));
            if (!between) {
                return false;
            }
        }
        return true;
    }
}
