package jarl.env;

import jarl.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The wrappers of a config, in the order they are put on: first those around each world, then those around all.
///
/// An item is a name, or a name with options: `[frame_stack: {frames: 4}, normalize_observations]`, or
/// `{name: frame_stack, frames: 4}`. Around each world: `clip_actions`, `rescale_actions` (`low` −1, `high` 1),
/// `frame_stack` (`frames` 4), `reward_formula` (`formula`). Around all: `normalize_observations` (`clip` 10),
/// `normalize_rewards` (`gamma` 0.99, `clip` 10).
public final class Wrappers {
    /// None.
    public static final Wrappers NONE = new Wrappers(List.of(), List.of(), 1);

    private final List<UnaryOperator<Environment>> inner;
    private final List<Outer> outer;
    private final int threads;

    private Wrappers(List<UnaryOperator<Environment>> inner, List<Outer> outer, int threads) {
        this.inner = inner;
        this.outer = outer;
        this.threads = threads;
    }

    private sealed interface Outer {}

    private record Observations(double clip) implements Outer {}

    private record Rewards(double gamma, double clip) implements Outer {}

    private static final Map<String, Map<String, Object>> KNOWN = known();

    private static Map<String, Map<String, Object>> known() {
        var known = new LinkedHashMap<String, Map<String, Object>>();
        known.put("clip_actions", Map.of());
        known.put("rescale_actions", Map.of("low", -1.0, "high", 1.0));
        known.put("frame_stack", Map.of("frames", 4));
        known.put("reward_formula", Map.of("formula", "reward"));
        known.put("normalize_observations", Map.of("clip", 10.0));
        known.put("normalize_rewards", Map.of("gamma", 0.99, "clip", 10.0));
        return known;
    }

    /// Reads the wrappers of a config.
    ///
    /// @throws IllegalArgumentException if one is unknown, an option does not fit, or one around each world comes after
    ///                                  one around all
    public static Wrappers of(List<?> items) {
        var inner = new ArrayList<UnaryOperator<Environment>>();
        var outer = new ArrayList<Outer>();
        for (Object item : items) {
            Options options = options(item);
            switch (options.of()) {
                case "clip_actions" -> inner.add(RescaledActions::clipped);
                case "rescale_actions" -> inner.add(world ->
                        new RescaledActions(world, options.number("low"), options.number("high")));
                case "frame_stack" -> inner.add(world -> new FrameStack(world, options.whole("frames")));
                case "reward_formula" -> inner.add(world -> new RewardFormula(world, options.text("formula")));
                case "normalize_observations" -> outer.add(new Observations(options.number("clip")));
                default -> outer.add(new Rewards(options.number("gamma"), options.number("clip")));
            }
            if (!outer.isEmpty() && isInner(options.of())) {
                throw new IllegalArgumentException(options.of()
                        + " is put on each world, so it stands before what normalises all of them");
            }
        }
        return new Wrappers(List.copyOf(inner), List.copyOf(outer), 1);
    }

    /// The same around worlds that so many threads share, as [Vectorized] does.
    public Wrappers steppedBy(int threads) {
        return new Wrappers(inner, outer, threads);
    }

    private static boolean isInner(String name) {
        return !name.startsWith("normalize_");
    }

    private static Options options(Object item) {
        return switch (item) {
            case String name -> options(name, Map.of());
            case Map<?, ?> map when map.containsKey("name") -> {
                var rest = new LinkedHashMap<Object, Object>(map);
                rest.remove("name");
                yield options(String.valueOf(map.get("name")), rest);
            }
            case Map<?, ?> map when map.size() == 1 -> {
                var entry = map.entrySet().iterator().next();
                yield switch (entry.getValue()) {
                    case null -> options(String.valueOf(entry.getKey()), Map.of());
                    case Map<?, ?> its -> options(String.valueOf(entry.getKey()), its);
                    default -> throw unreadable(item);
                };
            }
            default -> throw unreadable(item);
        };
    }

    private static IllegalArgumentException unreadable(Object item) {
        return new IllegalArgumentException("A wrapper is a name, or a name with a map of options, not " + item);
    }

    private static Options options(String name, Map<?, ?> asked) {
        Map<String, Object> defaults = KNOWN.get(name);
        if (defaults == null) {
            throw new IllegalArgumentException("Unknown wrapper \"" + name + "\"" + Nearest.suggestion(name, KNOWN.keySet())
                    + "\nKnown are: " + String.join(", ", KNOWN.keySet()));
        }
        var byName = new LinkedHashMap<String, Object>();
        asked.forEach((key, value) -> byName.put(String.valueOf(key), value));
        return Options.of(name, defaults, byName);
    }

    /// One world with what is put on each; normalisers are for many and left out.
    public Environment around(Environment world) {
        Environment wrapped = world;
        for (UnaryOperator<Environment> wrapper : inner) {
            wrapped = wrapper.apply(wrapped);
        }
        return wrapped;
    }

    /// `count` worlds of the catalogue, wrapped, for learning.
    public VectorEnvironment training(String name, int count, Map<String, ?> options) {
        VectorEnvironment wrapped = raw(name, count, options);
        for (Outer wrapper : outer) {
            wrapped = switch (wrapper) {
                case Observations(double clip) -> new NormalizedObservations(wrapped, clip);
                case Rewards(double gamma, double clip) -> new NormalizedRewards(wrapped, gamma, clip);
            };
        }
        return wrapped;
    }

    /// Worlds to judge a policy in: seen through the statistics of `training`, which they leave alone, and paid in
    /// their own units.
    public VectorEnvironment evaluation(VectorEnvironment training, String name, int count, Map<String, ?> options) {
        VectorEnvironment worlds = raw(name, count, options);
        NormalizedObservations seen = find(training, NormalizedObservations.class);
        return seen == null ? worlds : seen.frozen(worlds);
    }

    /// `count` worlds of the catalogue without their normalisers: for a policy that normalises by itself.
    public VectorEnvironment raw(String name, int count, Map<String, ?> options) {
        if (inner.isEmpty()) {
            return Environments.vector(name, count, options, threads);
        }
        Supplier<Environment> maker = () -> around(Environments.make(name, options));
        return new Vectorized(maker, count, threads);
    }

    /// The layer of this kind around or in `environment`, or null.
    public static <T extends VectorEnvironment> @Nullable T find(
            VectorEnvironment environment, Class<T> kind) {
        VectorEnvironment layer = environment;
        while (!kind.isInstance(layer)) {
            if (!(layer instanceof VectorWrapper wrapper)) {
                return null;
            }
            layer = wrapper.inner();
        }
        return kind.cast(layer);
    }
}
