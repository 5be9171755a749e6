package jarl.env.classic;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [CartPoleDynamics#step] for a vector of carts at a time: the same operations in the same order, so the same bits.
///
/// The angles are those of running episodes, so that [Trigonometry]'s way for small angles serves for all.
final class CartPoleLanes implements CartPoleVector.Motion {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    // of the nearest 1/128 rad to each angle, and then of the angle itself
    private double[] sines = {};
    private double[] sineRests = {};
    private double[] cosines = {};
    private double[] cosineRests = {};

    @Override
    public int width() {
        return LANES.length();
    }

    /// In passes, each a loop of its own: a vector that is handed from method to method may cost an object.
    @Override
    public void step(CartPoleDynamics world, double[] state, double[] forces) {
        int n = forces.length;
        if (sines.length != n) {
            sines = new double[n];
            sineRests = new double[n];
            cosines = new double[n];
            cosineRests = new double[n];
        }
        lookUp(state, n);
        turn(state, n);
        move(world, state, n, forces);
    }

    private void lookUp(double[] state, int n) {
        for (int i = 0; i < n; i++) {
            int k = (int) Double.doubleToRawLongBits(Trigonometry.TO_STEPS + Math.abs(state[2 * n + i]));
            sines[i] = Trigonometry.SINE[k];
            sineRests[i] = Trigonometry.SINE_REST[k];
            cosines[i] = Trigonometry.COSINE[k];
            cosineRests[i] = Trigonometry.COSINE_REST[k];
        }
    }

    /// From the sine and cosine of the nearest 1/128 rad to those of the angle.
    private void turn(double[] state, int n) {
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector angle = DoubleVector.fromArray(LANES, state, 2 * n + i);
            DoubleVector stepSine = DoubleVector.fromArray(LANES, sines, i);
            DoubleVector sineRest = DoubleVector.fromArray(LANES, sineRests, i);
            DoubleVector stepCosine = DoubleVector.fromArray(LANES, cosines, i);
            DoubleVector cosineRest = DoubleVector.fromArray(LANES, cosineRests, i);

            DoubleVector size = angle.max(angle.mul(-1));
            DoubleVector x = size.sub(size.add(Trigonometry.TO_STEPS).sub(Trigonometry.TO_STEPS));
            DoubleVector square = x.mul(x);
            DoubleVector cube = x.mul(square);
            DoubleVector cubic = square.fma(all(Trigonometry.SINE_5), all(Trigonometry.SINE_3));
            DoubleVector bend = square.mul(
                    square.fma(square.fma(all(Trigonometry.COSINE_6), all(Trigonometry.COSINE_4)),
                            all(Trigonometry.COSINE_2)));
            DoubleVector minusSine = stepSine.mul(-1);

            DoubleVector small = x.add(cube.mul(cubic));
            DoubleVector steep = stepSine.add(
                    stepCosine.fma(small, minusSine.fma(bend, small.fma(cosineRest, sineRest))));
            DoubleVector flat = angle.add(shortSeries(angle.mul(angle)).mul(angle).mul(angle.mul(angle)));
            steep.blend(steep.mul(-1), angle.lt(0))
                    .blend(flat, size.lt(Trigonometry.SERIES_HOLD))
                    .intoArray(sines, i);

            DoubleVector smaller = cube.fma(cubic, x);
            DoubleVector lower = smaller.mul(-1).fma(sineRest, cosineRest);
            stepCosine.add(minusSine.fma(smaller, stepCosine.mul(-1).fma(bend, lower)))
                    .intoArray(cosines, i);
        }
    }

    private static DoubleVector shortSeries(DoubleVector square) {
        return all(Trigonometry.SERIES_11)
                .fma(square, all(Trigonometry.SERIES_9))
                .fma(square, all(Trigonometry.SERIES_7))
                .fma(square, all(Trigonometry.SERIES_5))
                .fma(square, all(Trigonometry.SERIES_3));
    }

    private void move(CartPoleDynamics world, double[] state, int n, double[] forces) {
        double moment = world.poleMoment();
        double mass = world.totalMass();
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector position = DoubleVector.fromArray(LANES, state, i);
            DoubleVector velocity = DoubleVector.fromArray(LANES, state, n + i);
            DoubleVector angle = DoubleVector.fromArray(LANES, state, 2 * n + i);
            DoubleVector spin = DoubleVector.fromArray(LANES, state, 3 * n + i);
            DoubleVector sine = DoubleVector.fromArray(LANES, sines, i);
            DoubleVector cosine = DoubleVector.fromArray(LANES, cosines, i);

            DoubleVector push = DoubleVector.fromArray(LANES, forces, i)
                    .add(spin.mul(spin).mul(moment).mul(sine))
                    .div(mass);
            DoubleVector leverage = all(4.0 / 3.0)
                    .sub(cosine.mul(cosine).mul(world.poleMass()).div(mass))
                    .mul(world.poleLength());
            DoubleVector angularAcceleration = sine.mul(world.gravity()).sub(cosine.mul(push)).div(leverage);
            DoubleVector acceleration = push.sub(angularAcceleration.mul(moment).mul(cosine).div(mass));

            position.add(velocity.mul(CartPoleDynamics.TIME_STEP)).intoArray(state, i);
            velocity.add(acceleration.mul(CartPoleDynamics.TIME_STEP)).intoArray(state, n + i);
            angle.add(spin.mul(CartPoleDynamics.TIME_STEP)).intoArray(state, 2 * n + i);
            spin.add(angularAcceleration.mul(CartPoleDynamics.TIME_STEP)).intoArray(state, 3 * n + i);
        }
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(LANES, value);
    }
}
