package jarl.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Several values for one key, each a job of its own.
sealed interface Sweep {
    /// The values themselves.
    ///
    /// @param simple whether it was written `a,b`, which outside a sweep is most likely a list without brackets
    record Choice(List<@Nullable Object> values, boolean simple, boolean shuffled) implements Sweep {}

    /// From `start` on, before `stop`.
    record Range(Number start, Number stop, Number step, boolean shuffled) implements Sweep {
        /// Whole numbers stay whole; others are added up with 28 decimal digits, so that 0.1 three times is 0.3.
        List<Object> values() {
            boolean whole = isWhole(start) && isWhole(stop) && isWhole(step);
            BigDecimal at = exact(start);
            BigDecimal end = exact(stop);
            BigDecimal by = exact(step);
            if (by.signum() == 0) {
                throw new ConfigException(ErrorKind.BAD_SWEEP, "A range cannot have step 0: it would never end.");
            }
            List<Object> values = new ArrayList<>();
            while (by.signum() * at.compareTo(end) < 0) {
                if (values.size() == Limits.SWEEP_VALUES) {
                    throw new ConfigException(
                            ErrorKind.BAD_SWEEP,
                            "range(%s, %s, %s) has more than %d values; use a larger step."
                                    .formatted(Text.of(start), Text.of(stop), Text.of(step), Limits.SWEEP_VALUES));
                }
                values.add(whole ? Numbers.shrink(at.toBigInteger()) : (Object) at.doubleValue());
                at = whole ? at.add(by) : at.add(by, new MathContext(28));
            }
            return values;
        }

        private static boolean isWhole(Number number) {
            return !(number instanceof Double);
        }

        private static BigDecimal exact(Number number) {
            if (number instanceof Double real && !Double.isFinite(real)) {
                throw new ConfigException(ErrorKind.BAD_SWEEP, "A range must be finite, not " + Text.of(real) + ".");
            }
            return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(number.toString());
        }
    }

    /// For optimizers that choose for themselves; a grid cannot be made of it.
    record Interval(double start, double end) implements Sweep {}

    /// Those options of a group that a pattern of `include` names and none of `exclude`.
    record Glob(List<String> include, List<String> exclude) implements Sweep {
        List<String> filter(List<String> options) {
            return options.stream()
                    .filter(option -> anyMatches(include, option) && !anyMatches(exclude, option)).toList();
        }

        private static boolean anyMatches(List<String> globs, String option) {
            return globs.stream().anyMatch(glob -> matches(glob, option));
        }

        /// `*` is any text, `?` one letter, `[ab]` one of these, `[!ab]` none of these.
        private static boolean matches(String glob, String option) {
            int star = -1; // where the last * stands, and what it has swallowed so far
            int swallowed = 0;
            int at = 0;
            int i = 0;
            while (i < option.length()) {
                int next = at < glob.length() ? afterMatch(glob, at, option.charAt(i)) : -1;
                if (at < glob.length() && glob.charAt(at) == '*') {
                    star = at++;
                    swallowed = i;
                } else if (next > 0) {
                    at = next;
                    i++;
                } else if (star >= 0) {
                    at = star + 1;
                    i = ++swallowed;
                } else {
                    return false;
                }
            }
            return glob.substring(at).chars().allMatch(rest -> rest == '*');
        }

        /// Where the pattern goes on if what stands at `at` takes this letter; -1 if it does not.
        private static int afterMatch(String glob, int at, char letter) {
            char c = glob.charAt(at);
            int close = c == '[' ? glob.indexOf(']', at + 2) : -1;
            if (close < 0) {
                return c == '?' || c == letter ? at + 1 : -1;
            }
            boolean not = glob.charAt(at + 1) == '!';
            boolean among = glob.substring(at + (not ? 2 : 1), close).indexOf(letter) >= 0;
            return among != not ? close + 1 : -1;
        }
    }

    /// In an order that depends on the values alone, so that the same sweep is shuffled the same way again.
    static <T> List<T> shuffled(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(values.hashCode()));
        return shuffled;
    }
}
