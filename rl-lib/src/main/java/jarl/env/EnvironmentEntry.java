package jarl.env;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One line of the catalogue: how a world is made, and what is known about it. The methods give an entry that says one
/// thing more, so that a world states itself in one expression.
///
/// @param name            unique in the catalogue: `CartPole-v1`
/// @param maker           gives a new environment, without its time limit
/// @param vectorMaker     a hand-written vector form, or null: the general one serves
/// @param options         each option with its default: a flag, a whole number, a number, text, a list, a map, or null
///                        where the world decides by its other options
/// @param timeLimit       longest episode in steps, where the world itself may never end one
/// @param rewardThreshold return at which the world counts as solved
/// @param referenceScores returns to compare with, by what earned them
/// @param about           what a person reads about it
public record EnvironmentEntry(
        String name,
        Maker maker,
        @Nullable VectorMaker vectorMaker,
        Map<String, @Nullable Object> options,
        OptionalInt timeLimit,
        OptionalDouble rewardThreshold,
        Map<String, Double> referenceScores,
        About about) {

    /// Makes one environment.
    @FunctionalInterface
    public interface Maker {
        Environment make(Options options);
    }

    /// Makes a vector of environments.
    @FunctionalInterface
    public interface VectorMaker {
        /// Makes `count` of them, stepped together.
        ///
        /// @param timeLimit longest episode in steps; `Integer.MAX_VALUE` where there is none
        VectorEnvironment make(int count, Options options, int timeLimit);
    }

    public EnvironmentEntry {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An environment needs a name");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        referenceScores = Collections.unmodifiableMap(new LinkedHashMap<>(referenceScores));
    }

    public static EnvironmentEntry of(String name, Maker maker) {
        return new EnvironmentEntry(
                name, maker, null, Map.of(), OptionalInt.empty(), OptionalDouble.empty(), Map.of(), About.NOTHING);
    }

    /// A world without options.
    public static EnvironmentEntry of(String name, Supplier<? extends Environment> maker) {
        return of(name, options -> maker.get());
    }

    /// A world by its class: its public static `ENTRY` where it has one, else what its constructor without parameters
    /// makes.
    ///
    /// @throws IllegalArgumentException if the class is no [Environment], or cannot be made that way
    public static EnvironmentEntry of(Class<?> type) {
        if (!Environment.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(type.getName() + " does not implement " + Environment.class.getName());
        }
        try {
            Field entry = type.getField("ENTRY");
            if (entry.get(null) instanceof EnvironmentEntry its) {
                return its;
            }
        } catch (NoSuchFieldException none) {
            // then its constructor tells
        } catch (IllegalAccessException hidden) {
            throw new IllegalArgumentException(type.getName() + " must be public", hidden);
        }
        return of(type.getName(), maker(type.asSubclass(Environment.class)));
    }

    private static Supplier<? extends Environment> maker(Class<? extends Environment> type) {
        try {
            Constructor<? extends Environment> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return () -> made(constructor);
        } catch (NoSuchMethodException none) {
            throw new IllegalArgumentException(type.getName() + " has no constructor without parameters and no public"
                    + " static EnvironmentEntry ENTRY", none);
        }
    }

    private static Environment made(Constructor<? extends Environment> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause : new IllegalStateException(failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalArgumentException(constructor.getDeclaringClass().getName() + " cannot be made", failure);
        }
    }

    public EnvironmentEntry vector(VectorMaker maker) {
        return new EnvironmentEntry(
                name, this.maker, maker, options, timeLimit, rewardThreshold, referenceScores, about);
    }

    public EnvironmentEntry option(String option, @Nullable Object standard) {
        var more = new LinkedHashMap<String, @Nullable Object>(options);
        more.put(option, standard);
        return new EnvironmentEntry(
                name, maker, vectorMaker, more, timeLimit, rewardThreshold, referenceScores, about);
    }

    /// Every world in which an episode may go on for ever needs one.
    public EnvironmentEntry timeLimit(int steps) {
        return new EnvironmentEntry(name, maker, vectorMaker, options, OptionalInt.of(steps), rewardThreshold,
                referenceScores, about);
    }

    public EnvironmentEntry solvedAt(double episodeReturn) {
        return new EnvironmentEntry(name, maker, vectorMaker, options, timeLimit, OptionalDouble.of(episodeReturn),
                referenceScores, about);
    }

    public EnvironmentEntry score(String earnedBy, double episodeReturn) {
        var more = new LinkedHashMap<>(referenceScores);
        more.put(earnedBy, episodeReturn);
        return new EnvironmentEntry(name, maker, vectorMaker, options, timeLimit, rewardThreshold, more, about);
    }

    public EnvironmentEntry about(About text) {
        return new EnvironmentEntry(
                name, maker, vectorMaker, options, timeLimit, rewardThreshold, referenceScores, text);
    }
}
