package jarl.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/// What the check that makes cells interruptible costs a world defined in a cell: the same class with and without, in turn.
///
/// A program to be run by hand on a quiet machine, no test.
final class InterruptCost {
    private static final int STEPS = 20_000_000;
    private static final int PAIRS = 9;

    private InterruptCost() {}

    /// A pole on a cart, as a cell would write it; the step's value keeps the compiler honest.
    static final class Pole implements IntToDoubleFunction {
        private double x;
        private double v;
        private double angle;
        private double spin;

        @Override
        public double applyAsDouble(int action) {
            double force = action == 1 ? 10 : -10;
            double sin = Math.sin(angle);
            double cos = Math.cos(angle);
            double push = (force + 0.05 * spin * spin * sin) / 1.1;
            double turn = (9.8 * sin - cos * push) / (0.5 * (4.0 / 3 - 0.1 * cos * cos / 1.1));
            x += 0.02 * v;
            v += 0.02 * (push - 0.05 * turn * cos / 1.1);
            angle += 0.02 * spin;
            spin += 0.02 * turn;
            if (Math.abs(x) > 2.4 || Math.abs(angle) > 0.21) {
                x = v = angle = spin = 0;
            }
            return x;
        }
    }

    /// A grid with a loop within the step.
    static final class Grid implements IntToDoubleFunction {
        private final int[] cells = new int[64];
        private int at;

        @Override
        public double applyAsDouble(int action) {
            at = (at + (action == 1 ? 1 : 63)) % 64;
            cells[at]++;
            int sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += cells[i];
            }
            return sum;
        }
    }

    /// Prints nanoseconds a step, without and with the check, and the ratio; medians of pairs.
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        for (Class<?> world : new Class<?>[] {Pole.class, Grid.class}) {
            IntToDoubleFunction plain = load(world, false);
            IntToDoubleFunction checked = load(world, true);
            var without = new double[PAIRS];
            var ratios = new double[PAIRS];
            for (int i = -2; i < PAIRS; i++) {
                double bare = nanos(plain);
                double woven = nanos(checked);
                if (i >= 0) { // the first pairs are for the compiler
                    without[i] = bare;
                    ratios[i] = woven / bare;
                }
            }
            Arrays.sort(without);
            Arrays.sort(ratios);
            System.out.printf("%s: %.2f ns a step without, ratio with/without %.3f (%.3f to %.3f)%n",
                    world.getSimpleName(), without[PAIRS / 2], ratios[PAIRS / 2], ratios[0], ratios[PAIRS - 1]);
        }
    }

    private static double nanos(IntToDoubleFunction world) {
        long start = System.nanoTime();
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += world.applyAsDouble(i & 1);
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the world came to nothing");
        }
        return (double) (System.nanoTime() - start) / STEPS;
    }

    private static IntToDoubleFunction load(Class<?> world, boolean checked) throws IOException,
            ReflectiveOperationException {
        try (InputStream in = Objects.requireNonNull(
                world.getResourceAsStream(world.getName().replaceAll(".*\\.", "") + ".class"))) {
            byte[] plain = in.readAllBytes();
            byte[] bytecode = checked ? InterruptCheck.weave(plain) : plain;
            var loader = new ClassLoader(InterruptCost.class.getClassLoader()) {
                Class<?> define() {
                    return defineClass(world.getName(), bytecode, 0, bytecode.length);
                }
            };
            var constructor = loader.define().getDeclaredConstructor();
            constructor.setAccessible(true);
            return (IntToDoubleFunction) constructor.newInstance();
        }
    }
}
