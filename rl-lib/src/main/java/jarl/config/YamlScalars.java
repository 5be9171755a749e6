package jarl.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// Plain YAML scalars as OmegaConf reads them: YAML 1.1, but `3e-4` is a number and a date is text.
final class YamlScalars extends Resolver {
    static final Tag VALUE = new Tag("tag:yaml.org,2002:value");

    private static final Pattern TRUE_OR_FALSE = Pattern.compile(
            "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern REAL = Pattern.compile("""
            [-+]?[0-9][0-9_]*+\\.[0-9_]*+([eE][-+][0-9]++)?\
            |\\.[0-9][0-9_]*+([eE][-+][0-9]++)?\
            |[-+]?[0-9][0-9_]*+(:[0-5]?[0-9])++\\.[0-9_]*+\
            |[-+]?\\.(inf|Inf|INF)\
            |\\.(nan|NaN|NAN)""");
    private static final Pattern SCIENTIFIC = Pattern.compile("""
            [-+]?[0-9]++(_[0-9]++)*+\\.[0-9_]*+([eE][-+]?[0-9]++)?\
            |[-+]?[0-9]++(_[0-9]++)*+[eE][-+]?[0-9]++""");
    private static final Pattern WHOLE = Pattern.compile("""
            [-+]?0b[0-1_]++\
            |[-+]?0[0-7_]++\
            |[-+]?(0|[1-9][0-9_]*+)\
            |[-+]?0x[0-9a-fA-F_]++\
            |[-+]?[1-9][0-9_]*+(:[0-5]?[0-9])++""");
    /// A longer scalar is text, whatever it looks like; numbers have fewer digits.
    private static final int LONGEST_NUMBER = 400;

    @Override
    public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
        if (kind == NodeId.scalar && implicit && value != null) {
            return plain(value);
        }
        return switch (kind) {
            case scalar -> Tag.STR;
            case sequence -> Tag.SEQ;
            default -> Tag.MAP;
        };
    }

    private static Tag plain(String value) {
        return switch (value) {
            case "", "~", "null", "Null", "NULL" -> Tag.NULL;
            case "<<" -> Tag.MERGE;
            case "=" -> VALUE;
            default -> {
                if (TRUE_OR_FALSE.matcher(value).matches()) {
                    yield Tag.BOOL;
                }
                if (value.length() > LONGEST_NUMBER) {
                    yield Tag.STR;
                }
                if (REAL.matcher(value).matches()) {
                    yield Tag.FLOAT;
                }
                if (WHOLE.matcher(value).matches()) {
                    yield Tag.INT;
                }
                yield SCIENTIFIC.matcher(value).matches() ? Tag.FLOAT : Tag.STR;
            }
        };
    }

    /// The number that a plain scalar of tag int means.
    ///
    /// @throws NumberFormatException if the text is no whole number after all, as `0b_`
    static Number whole(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        Number value;
        if (digits.equals("0")) {
            value = 0L;
        } else if (digits.startsWith("0b")) {
            value = Numbers.whole(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = Numbers.whole(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            value = Numbers.whole(digits, 8);
        } else if (digits.contains(":")) {
            value = sexagesimal(digits);
        } else {
            value = Numbers.whole(digits, 10);
        }
        return negative ? Numbers.shrink(new BigInteger(value.toString()).negate()) : value;
    }

    /// The number that a plain scalar of tag float means.
    ///
    /// @throws NumberFormatException if the text is no number after all
    static double real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        double value = switch (digits) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> {
                if (digits.contains(":")) {
                    double sum = 0;
                    for (String part : digits.split(":", -1)) {
                        sum = sum * 60 + Double.parseDouble(part);
                    }
                    yield sum;
                }
                yield Double.parseDouble(digits);
            }
        };
        return negative ? -value : value;
    }

    private static Number sexagesimal(String digits) {
        BigInteger sum = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return Numbers.shrink(sum);
    }
}
