package jarl.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The functions of the override grammar: sweeps, their order, casts.
final class OverrideFunctions {
    static final List<String> NAMES = List.of(
            "bool", "choice", "float", "glob", "int", "interval", "json_str", "range", "shuffle", "sort", "str", "tag");

    private OverrideFunctions() {}

    /// The value that the function makes.
    ///
    /// @throws IllegalArgumentException if there is no such function or it cannot take these arguments
    static @Nullable Object call(
            String name, List<@Nullable Object> quotedArgs, Map<String, @Nullable Object> quotedNamed) {
        List<@Nullable Object> args = new ArrayList<>();
        quotedArgs.forEach(arg -> args.add(unquoted(arg)));
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        quotedNamed.forEach((key, arg) -> named.put(key, unquoted(arg)));
        return switch (name) {
            case "choice" -> choice(args, named);
            case "range" -> range(bound(args, named, "start", "stop", "step"));
            case "interval" -> interval(bound(args, named, "start", "end"));
            case "glob" -> glob(bound(args, named, "include", "exclude"));
            case "sort" -> sort(args, named);
            case "shuffle" -> shuffle(args, named);
            case "tag" -> tag(args, named);
            case "int" -> cast(one(args, named), OverrideFunctions::toInt);
            case "float" -> cast(one(args, named), OverrideFunctions::toFloat);
            case "bool" -> cast(one(args, named), OverrideFunctions::toBool);
            case "str" -> cast(one(args, named), OverrideFunctions::toText);
            case "json_str" -> jsonText(one(args, named));
            default -> throw new IllegalArgumentException(
                    "there is no function \"" + name + "\"" + Nearest.suggestion(name, NAMES));
        };
    }

    private static @Nullable Object unquoted(@Nullable Object arg) {
        return arg instanceof Quoted quoted ? quoted.text() : arg;
    }

    /// Arguments by the names of the parameters.
    private static Map<String, @Nullable Object> bound(
            List<@Nullable Object> args, Map<String, @Nullable Object> named, String... parameters) {
        if (args.size() > parameters.length) {
            throw new IllegalArgumentException("it takes at most " + parameters.length + " arguments");
        }
        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        for (int i = 0; i < args.size(); i++) {
            bound.put(parameters[i], args.get(i));
        }
        named.forEach((key, value) -> {
            if (!List.of(parameters).contains(key)) {
                throw new IllegalArgumentException("it has no parameter \"" + key + "\"");
            }
            if (bound.containsKey(key)) {
                throw new IllegalArgumentException("\"" + key + "\" is given twice");
            }
            bound.put(key, value);
        });
        return bound;
    }

    private static Sweep choice(List<@Nullable Object> args, Map<String, @Nullable Object> named) {
        bound(List.of(), named);
        if (args.isEmpty()) {
            throw new IllegalArgumentException("it needs a value");
        }
        if (args.size() == 1 && args.getFirst() instanceof Sweep.Choice inner && inner.simple()) {
            return new Sweep.Choice(inner.values(), false, inner.shuffled());
        }
        for (Object arg : args) {
            if (arg == null || arg instanceof Sweep) {
                throw new IllegalArgumentException("choices are numbers, text, true, false, lists and maps");
            }
        }
        return new Sweep.Choice(args, false, false);
    }

    private static Sweep range(Map<String, @Nullable Object> args) {
        Number start = number(args, "start", null);
        Number stop = args.containsKey("stop") ? number(args, "stop", null) : start;
        return new Sweep.Range(args.containsKey("stop") ? start : (Number) 0L, stop, number(args, "step", 1L), false);
    }

    private static Sweep interval(Map<String, @Nullable Object> args) {
        return new Sweep.Interval(number(args, "start", null).doubleValue(), number(args, "end", null).doubleValue());
    }

    private static Number number(Map<String, @Nullable Object> args, String name, @Nullable Number fallback) {
        Object value = args.containsKey(name) ? args.get(name) : fallback;
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("\"" + name + "\" must be a number");
    }

    private static Sweep glob(Map<String, @Nullable Object> args) {
        if (!args.containsKey("include")) {
            throw new IllegalArgumentException("it needs a pattern");
        }
        return new Sweep.Glob(patterns(args.get("include")), patterns(args.get("exclude")));
    }

    private static List<String> patterns(@Nullable Object value) {
        return switch (ParsedOverride.plain(value)) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> several when several.stream().allMatch(String.class::isInstance) ->
                several.stream().map(String::valueOf).toList();
            default -> throw new IllegalArgumentException("patterns are text or a list of texts");
        };
    }

    private static @Nullable Object sort(List<@Nullable Object> args, Map<String, @Nullable Object> named) {
        boolean reverse = named.get("reverse") instanceof Boolean yes && yes;
        return ordered(args, named, List.of("sweep", "list", "reverse"), values -> sorted(values, reverse),
                range -> (range.step().doubleValue() > 0) == reverse ? reversed(range) : range);
    }

    private static @Nullable Object shuffle(List<@Nullable Object> args, Map<String, @Nullable Object> named) {
        return ordered(args, named, List.of("sweep", "list"), Sweep::shuffled,
                range -> new Sweep.Range(range.start(), range.stop(), range.step(), true));
    }

    private static @Nullable Object ordered(List<@Nullable Object> args, Map<String, @Nullable Object> named,
            List<String> parameters, UnaryOperator<List<@Nullable Object>> order, UnaryOperator<Sweep.Range> ofRange) {
        bound(List.of(), named, parameters.toArray(String[]::new));
        Object only = named.containsKey("sweep") ? named.get("sweep") : named.containsKey("list") ? named.get("list")
                : args.size() == 1 ? args.getFirst() : new Sweep.Choice(args, true, false);
        return switch (only) {
            case Sweep.Range range -> ofRange.apply(range);
            case Sweep.Choice choice
            when choice.values().isEmpty() -> throw new IllegalArgumentException("it needs a value");
            case Sweep.Choice choice ->
                new Sweep.Choice(order.apply(choice.values()), choice.simple(), choice.shuffled());
            case List<?> list -> order.apply(new ArrayList<>(list));
            case null -> throw new IllegalArgumentException("it needs a value");
            case Sweep other -> throw new IllegalArgumentException("only choices, ranges and lists have an order");
            default -> only;
        };
    }

    private static Sweep.Range reversed(Sweep.Range range) {
        List<Object> values = range.values();
        if (values.size() < 2) {
            return range;
        }
        Number step = minus(0L, range.step());
        return new Sweep.Range((Number) values.getLast(), minus(range.start(), range.step()), step, range.shuffled());
    }

    private static Number minus(Number a, Number b) {
        return a instanceof Double || b instanceof Double ? (Number) (a.doubleValue() - b.doubleValue())
                : Numbers.shrink(new BigInteger(a.toString()).subtract(new BigInteger(b.toString())));
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> values, boolean reverse) {
        boolean numbers = values.stream().allMatch(value -> value instanceof Number || value instanceof Boolean);
        boolean texts = values.stream().allMatch(String.class::isInstance);
        if (!numbers && !texts) {
            throw new IllegalArgumentException("text and numbers have no common order");
        }
        Comparator<Object> order = numbers
                ? Comparator.comparing(OverrideFunctions::magnitude) : Comparator.comparing(String::valueOf);
        List<@Nullable Object> sorted = new ArrayList<>(values);
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static Double magnitude(Object value) {
        return value instanceof Boolean truth ? (truth ? 1.0 : 0.0) : ((Number) value).doubleValue();
    }

    /// Tags mean something to optimizers only; the sweep stays.
    private static Sweep tag(List<@Nullable Object> args, Map<String, @Nullable Object> named) {
        bound(List.of(), named, "sweep");
        Object last = named.containsKey("sweep") ? named.get("sweep") : args.isEmpty() ? null : args.getLast();
        if (last instanceof Sweep sweep) {
            return sweep;
        }
        throw new IllegalArgumentException("its last argument must be a sweep");
    }

    private static @Nullable Object one(List<@Nullable Object> args, Map<String, @Nullable Object> named) {
        Map<String, @Nullable Object> bound = bound(List.of(), named, "value");
        if (args.isEmpty() == bound.isEmpty()) {
            throw new IllegalArgumentException("it needs one value");
        }
        return !bound.isEmpty()
                ? bound.get("value")
                : args.size() == 1 ? args.getFirst() : new Sweep.Choice(args, true, false);
    }

    /// Casts each value of a list, map or sweep.
    private static @Nullable Object cast(@Nullable Object value, UnaryOperator<Object> cast) {
        return switch (unquoted(value)) {
            case null -> throw new IllegalArgumentException("null has no other form");
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(cast(item, cast)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((key, item) -> entries.put(key, cast(item, cast)));
                yield entries;
            }
            case Sweep.Choice choice -> {
                List<@Nullable Object> values = new ArrayList<>();
                choice.values().forEach(item -> values.add(cast(item, cast)));
                yield new Sweep.Choice(values, choice.simple(), choice.shuffled());
            }
            case Sweep.Range range when cast.apply(range.step()) instanceof Number step -> new Sweep.Range(
                    (Number) cast.apply(range.start()), (Number) cast.apply(range.stop()), step, range.shuffled());
            case Sweep other -> throw new IllegalArgumentException("such a sweep cannot be cast");
            case Object scalar -> cast.apply(scalar);
        };
    }

    private static Object toInt(Object value) {
        Object number = switch (value) {
            case Boolean truth -> truth ? 1L : 0L;
            case Double real when Double.isFinite(real) -> Numbers.shrink(new BigDecimal(real).toBigInteger());
            case String text -> Numbers.whole(text);
            case Double endless -> null;
            default -> value;
        };
        return orRefuse(number, value, "a whole number");
    }

    private static Object toFloat(Object value) {
        Object number = switch (value) {
            case Boolean truth -> truth ? 1.0 : 0.0;
            case Number given -> given.doubleValue();
            case String text -> Numbers.real(text);
            default -> null;
        };
        return orRefuse(number, value, "a number");
    }

    private static Object toBool(Object value) {
        Object truth = switch (value) {
            case Number number -> number.doubleValue() != 0;
            case String text -> text.equalsIgnoreCase("true") ? Boolean.TRUE
                    : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
            default -> value;
        };
        return orRefuse(truth, value, "true or false");
    }

    private static Object toText(Object value) {
        return value instanceof Boolean truth ? String.valueOf(truth) : Text.of(value);
    }

    private static Object jsonText(@Nullable Object value) {
        return switch (value) {
            case Sweep.Choice choice -> {
                List<@Nullable Object> values = new ArrayList<>();
                choice.values().forEach(item -> values.add(Json.text(ParsedOverride.plain(item))));
                yield new Sweep.Choice(values, choice.simple(), choice.shuffled());
            }
            case Sweep other -> throw new IllegalArgumentException("such a sweep has no JSON");
            case null, default -> Json.text(ParsedOverride.plain(value));
        };
    }

    private static Object orRefuse(@Nullable Object result, Object value, String wanted) {
        if (result == null) {
            throw new IllegalArgumentException(Node.noun(value) + " is not " + wanted);
        }
        return result;
    }
}
