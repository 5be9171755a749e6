package jarl.env;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Walks through a new environment at random and says in words what breaks the contract of [Environment].
///
/// ```java
/// EnvironmentCheck.problems(Corridor::new)   // [] if all is well
/// ```
public final class EnvironmentCheck {
    private static final int STEPS = 2_000;
    private static final long SEED = 1;

    private final Supplier<? extends Environment> maker;
    private final Set<String> problems = new LinkedHashSet<>();
    private String name = "";

    private EnvironmentCheck(Supplier<? extends Environment> maker) {
        this.maker = maker;
    }

    /// What breaks the contract, in sentences; empty where nothing does.
    public static List<String> problems(Supplier<? extends Environment> maker) {
        var check = new EnvironmentCheck(maker);
        check.run();
        return List.copyOf(check.problems);
    }

    private void run() {
        try (Environment environment = maker.get()) {
            name = environment.name();
            if (name.isBlank()) {
                name = "The environment";
                problem("has no name()");
            }
            spaces(environment);
            if (problems.isEmpty()) {
                walk(environment);
            }
            if (problems.isEmpty()) {
                chance();
                restored();
                picture(environment);
            }
        } catch (RuntimeException failure) {
            problem("failed: " + failure);
        }
    }

    private void problem(String what) {
        problems.add(name + " " + what + ".");
    }

    private void spaces(Environment environment) {
        if (!environment.observationSpace().equals(environment.observationSpace())) {
            problem("gives another observationSpace() at each call");
        }
        if (!environment.actionSpace().equals(environment.actionSpace())) {
            problem("gives another actionSpace() at each call");
        }
        if (environment.actionSpace() instanceof Box box && !isBounded(box)) {
            problem("has actions without bounds: " + box + "; give each coordinate a least and a greatest value");
        }
    }

    private static boolean isBounded(Box box) {
        return finite(box.low()) && finite(box.high());
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// Random steps through several episodes.
    private void walk(Environment environment) {
        var random = NumpyRandom.seeded(SEED);
        float[] observation = environment.reset(random);
        observed("reset", environment, observation);
        int episodes = 0;
        for (int t = 0; t < STEPS && problems.isEmpty(); t++) {
            float[] kept = observation.clone();
            Step step = environment.step(action(environment, random));
            reuse(observation, kept, step);
            observation = step.observation();
            observed("step", environment, observation);
            rewarded(step);
            if (step.ended()) {
                episodes++;
                stepBeyond(environment);
                observation = environment.reset(random);
                observed("reset", environment, observation);
            }
        }
        if (problems.isEmpty() && episodes == 0) {
            problem("ended no episode in " + STEPS
                    + " random steps; if it may go on for ever, give its entry a timeLimit");
        }
    }

    /// Nobody may step after an end; who does so by mistake should be told, and not stumble over an index.
    private void stepBeyond(Environment environment) {
        try {
            environment.step(action(environment, NumpyRandom.seeded(SEED)));
        } catch (IllegalStateException told) {
            // the clear answer
        } catch (RuntimeException stumbled) {
            problem("was stepped after an end and stumbled (" + stumbled
                    + "); end again, or throw an IllegalStateException that says so");
        }
    }

    private void reuse(float[] before, float[] kept, Step step) {
        if (before == step.observation() || !Arrays.equals(before, kept)) {
            problem("writes a new observation into the array of the one before; return a fresh array");
        }
    }

    private void rewarded(Step step) {
        if (!Double.isFinite(step.reward())) {
            problem("paid a reward of " + step.reward());
        }
        step.measures().forEach((measure, value) -> {
            if (value == null || value.isNaN()) {
                problem("gave the measure \"" + measure + "\" the value " + value);
            }
        });
    }

    private void observed(String where, Environment environment, float @Nullable [] observation) {
        Space space = environment.observationSpace();
        if (observation == null) {
            problem("returned no observation from " + where);
        } else if (observation.length != space.width()) {
            problem(where + " returned " + observation.length + " numbers, but its observationSpace() has "
                    + space.width());
        } else if (!space.contains(observation)) {
            problem(where + " returned " + outside(space, observation));
        }
    }

    private static String outside(Space space, float[] observation) {
        for (int i = 0; i < observation.length; i++) {
            if (Float.isNaN(observation[i])) {
                return "NaN as number " + i + " of the observation";
            }
            if (space instanceof Box box && !(observation[i] >= box.low()[i] && observation[i] <= box.high()[i])) {
                return observation[i] + " as number " + i + " of the observation, outside of its bounds "
                        + box.low()[i] + " … " + box.high()[i];
            }
        }
        return Arrays.toString(observation) + ", which is no element of " + space;
    }

    private Action action(Environment environment, RandomGenerator random) {
        boolean[] mask = environment.actionMask();
        return switch (environment.actionSpace()) {
            case Discrete(int n, var names) -> Action.of(choice(mask, 0, n, random));
            case MultiDiscrete several -> several(several.sizes(), mask, random);
            case Box box -> inside(box, mask, random);
        };
    }

    private Action several(int[] sizes, boolean @Nullable [] mask, RandomGenerator random) {
        float[] row = new float[sizes.length];
        int offset = 0;
        for (int i = 0; i < sizes.length; i++) {
            row[i] = choice(mask, offset, sizes[i], random);
            offset += sizes[i];
        }
        return Action.of(row);
    }

    private Action inside(Box box, boolean @Nullable [] mask, RandomGenerator random) {
        if (mask != null) {
            problem("masks actions of a box, but only choices can be masked");
        }
        float[] row = new float[box.width()];
        for (int i = 0; i < row.length; i++) {
            row[i] = box.low()[i] + (box.high()[i] - box.low()[i]) * random.nextFloat();
        }
        return Action.of(row);
    }

    private int choice(boolean @Nullable [] mask, int offset, int n, RandomGenerator random) {
        if (mask == null) {
            return random.nextInt(n);
        }
        if (mask.length < offset + n) {
            problem("masks " + mask.length + " choices, but its actionSpace() has more");
            return 0;
        }
        int[] allowed = IntStream.range(0, n).filter(i -> mask[offset + i]).toArray();
        if (allowed.length == 0) {
            problem("allows no action at all; at least one choice must be allowed");
            return 0;
        }
        return allowed[random.nextInt(allowed.length)];
    }

    /// The same seed and actions must lead the same way, in a new environment and in a used one.
    private void chance() {
        try (Environment first = maker.get(); Environment second = maker.get()) {
            String difference = difference(first, second, NumpyRandom.seeded(SEED + 1), NumpyRandom.seeded(SEED + 1));
            if (difference != null) {
                problem(difference + " with the same seed and actions; draw all chance from the generator given"
                        + " to reset,"
                        + " and begin each episode anew");
            }
            String after = difference(first, second, NumpyRandom.seeded(SEED + 2), NumpyRandom.seeded(SEED + 2));
            if (difference == null && after != null) {
                problem(after + " after a second reset with the same seed; reset leaves something of the"
                        + " episode before");
            }
            try (Environment fresh = maker.get()) {
                String used = difference(first, fresh, NumpyRandom.seeded(SEED + 3), NumpyRandom.seeded(SEED + 3));
                if (difference == null && after == null && used != null) {
                    problem(used + " in a used environment and a new one; reset leaves something of the episode"
                            + " before");
                }
            }
        }
    }

    private @Nullable String difference(Environment a, Environment b, NumpyRandom forA, NumpyRandom forB) {
        var choices = NumpyRandom.seeded(SEED);
        if (!Arrays.equals(a.reset(forA), b.reset(forB))) {
            return "starts differently";
        }
        return differenceFromHere(a, b, choices, 200);
    }

    private @Nullable String differenceFromHere(Environment a, Environment b, NumpyRandom choices, int most) {
        for (int t = 0; t < most; t++) {
            if (!Arrays.equals(a.actionMask(), b.actionMask())) {
                return "allows other actions";
            }
            Action action = action(a, choices);
            Step one = a.step(action);
            Step other = b.step(action);
            if (!Arrays.equals(one.observation(), other.observation())) {
                return "observes something else";
            }
            if (one.reward() != other.reward() || one.terminated() != other.terminated()
                    || one.truncated() != other.truncated()) {
                return "pays or ends differently";
            }
            if (one.ended()) {
                return null;
            }
        }
        return null;
    }

    /// A state put back into a new environment must go on as the old one does.
    private void restored() {
        try (Environment told = maker.get(); Environment put = maker.get()) {
            var random = NumpyRandom.seeded(SEED + 4);
            float[] observation = told.reset(random);
            for (int t = 0; t < 5; t++) {
                Step step = told.step(action(told, random));
                observation = step.ended() ? told.reset(random) : step.observation();
            }
            double[] state = told.state();
            if (state == null) {
                return;
            }
            if (!Arrays.equals(put.restore(state, random.copy()), observation)) {
                problem("observes something else after restore(state()) than before");
                return;
            }
            // each goes on with its own copy of the same generator
            told.restore(state, random.copy());
            String difference = differenceFromHere(told, put, NumpyRandom.seeded(SEED), 200);
            if (difference != null) {
                problem(difference + " after restore(state()); something is missing in state()");
            }
        }
    }

    private void picture(Environment environment) {
        environment.reset(NumpyRandom.seeded(SEED));
        double[] before = environment.state();
        Picture picture = environment.picture();
        if (picture == null) {
            return;
        }
        if (isBlank(picture.image(1))) {
            problem("draws a picture with nothing in it");
        }
        if (Objects.requireNonNullElse(picture.alt(), "").isBlank()) {
            problem("has a picture that says nothing to a person who cannot see it; give it an alt text");
        }
        if (!Arrays.equals(before, environment.state())) {
            problem("changes its state() when it draws itself");
        }
    }

    private static boolean isBlank(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).allMatch(pixel -> pixel == Color.WHITE.getRGB());
    }
}
