package jarl.env;

import jarl.config.Nearest;
import jarl.env.classic.Acrobot;
import jarl.env.classic.CartPole;
import jarl.env.classic.MountainCar;
import jarl.env.classic.MountainCarContinuous;
import jarl.env.classic.Pendulum;
import jarl.env.grid.Blackjack;
import jarl.env.grid.CliffWalking;
import jarl.env.grid.FrozenLake;
import jarl.env.grid.Snake;
import jarl.env.grid.Taxi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The catalogue of worlds, by name: the built-in ones and those registered since. Any other world on the class path
/// goes by the name of its class, `org.example.Corridor`, as [EnvironmentEntry#of(Class)] makes it.
///
/// Beside its own options every world takes `max_episode_steps`, which replaces the entry's time limit.
public final class Environments {
    private static final String TIME_LIMIT = "max_episode_steps";

    /// One line a world.
    private static final List<EnvironmentEntry> BUILT_IN = List.of(
            CartPole.ENTRY,
            Acrobot.ENTRY,
            MountainCar.ENTRY,
            MountainCarContinuous.ENTRY,
            Pendulum.ENTRY,
            FrozenLake.ENTRY,
            FrozenLake.ENTRY_8X8,
            CliffWalking.ENTRY,
            CliffWalking.ENTRY_SLIPPERY,
            Taxi.ENTRY,
            Blackjack.ENTRY,
            Snake.ENTRY);

    private static final Set<String> BUILT_IN_NAMES =
            BUILT_IN.stream().map(EnvironmentEntry::name).collect(Collectors.toUnmodifiableSet());
    private static final Map<String, EnvironmentEntry> ENTRIES = new ConcurrentSkipListMap<>();

    static {
        BUILT_IN.forEach(entry -> ENTRIES.put(entry.name(), entry));
    }

    private Environments() {}

    /// Makes a world known under `name`, without a time limit; registering a name again replaces the world.
    ///
    /// ```java
    /// Environments.register("corridor", Corridor::new);
    /// ```
    public static void register(String name, Supplier<? extends Environment> maker) {
        register(EnvironmentEntry.of(name, maker));
    }

    /// Makes a world known, with all that its entry says:
    /// `register(EnvironmentEntry.of("corridor", Corridor::new).timeLimit(200))`.
    ///
    /// @throws IllegalArgumentException if the name is that of a built-in world
    public static void register(EnvironmentEntry entry) {
        if (BUILT_IN_NAMES.contains(entry.name())) {
            throw new IllegalArgumentException(entry.name() + " is built in; register yours under another name");
        }
        ENTRIES.put(entry.name(), entry);
    }

    /// All names, sorted.
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /// Whether the world comes with the library, so that any process knows it; a registered one is known in this
    /// process only.
    public static boolean isBuiltIn(String name) {
        return BUILT_IN_NAMES.contains(name);
    }

    /// What is known about the world of this name.
    ///
    /// @throws IllegalArgumentException if no world has this name; the message says which is nearest
    public static EnvironmentEntry entry(String name) {
        EnvironmentEntry entry = ENTRIES.get(name);
        if (entry == null) {
            entry = ofClass(name);
        }
        if (entry == null) {
            throw new IllegalArgumentException("Unknown environment \"" + name + "\"" + Nearest.suggestion(name, names())
                    + "\nKnown are: " + String.join(", ", names()));
        }
        return entry;
    }

    /// Whether [#entry] finds a world of this name.
    public static boolean isKnown(String name) {
        return ENTRIES.containsKey(name) || ofClass(name) != null;
    }

    /// Null if the name is that of no class; a class's name has a dot.
    private static @Nullable EnvironmentEntry ofClass(String name) {
        if (name.indexOf('.') < 0) {
            return null;
        }
        ClassLoader here = Thread.currentThread().getContextClassLoader();
        try {
            return EnvironmentEntry.of(Class.forName(name, true, here));
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    /// One environment, within its time limit.
    ///
    /// @param options what differs from the entry's defaults
    /// @throws IllegalArgumentException if the name or an option is unknown, or a value does not fit
    public static Environment make(String name, Map<String, ?> options) {
        EnvironmentEntry entry = entry(name);
        return limited(entry, options(entry, options), timeLimit(entry, options));
    }

    private static Environment limited(EnvironmentEntry entry, Options options, OptionalInt timeLimit) {
        Environment bare = entry.maker().make(options);
        return timeLimit.isPresent() ? new TimeLimit(bare, timeLimit.getAsInt()) : bare;
    }

    /// `count` environments stepped together, in the world's hand-written form where it has one.
    ///
    /// @param options what differs from the entry's defaults
    /// @throws IllegalArgumentException if the name or an option is unknown, or a value does not fit
    public static VectorEnvironment vector(String name, int count, Map<String, ?> options) {
        return vector(name, count, options, 1);
    }

    /// The same, shared out over `threads` where the world has no form of its own; what comes of it is the same.
    public static VectorEnvironment vector(String name, int count, Map<String, ?> options, int threads) {
        EnvironmentEntry entry = entry(name);
        Options chosen = options(entry, options);
        OptionalInt timeLimit = timeLimit(entry, options);
        EnvironmentEntry.VectorMaker byHand = entry.vectorMaker();
        return byHand != null
                ? byHand.make(count, chosen, timeLimit.orElse(Integer.MAX_VALUE))
                : new Vectorized(() -> limited(entry, chosen, timeLimit), count, threads);
    }

    /// Every option that the world of this name takes, `max_episode_steps` among them, and what it is when nothing is
    /// said; null where the world decides.
    ///
    /// @throws IllegalArgumentException if no world has this name
    public static Map<String, @Nullable Object> defaults(String name) {
        EnvironmentEntry entry = entry(name);
        var defaults = new LinkedHashMap<String, @Nullable Object>(entry.options());
        defaults.put(TIME_LIMIT, entry.timeLimit().isPresent() ? entry.timeLimit().getAsInt() : null);
        return defaults;
    }

    private static Options options(EnvironmentEntry entry, Map<String, ?> asked) {
        var own = new LinkedHashMap<String, @Nullable Object>(asked);
        own.remove(TIME_LIMIT);
        return Options.of(entry.name(), entry.options(), own);
    }

    private static OptionalInt timeLimit(EnvironmentEntry entry, Map<String, ?> asked) {
        Object limit = asked.get(TIME_LIMIT);
        if (limit == null) {
            return entry.timeLimit();
        }
        boolean whole = limit instanceof Integer || limit instanceof Long;
        if (whole && ((Number) limit).longValue() >= 1 && ((Number) limit).longValue() <= Integer.MAX_VALUE) {
            return OptionalInt.of(((Number) limit).intValue());
        }
        throw new IllegalArgumentException(TIME_LIMIT + " of " + entry.name() + " is a whole number of at least 1, not "
                + limit);
    }
}
