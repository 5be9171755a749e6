package jarl.env.classic;

import static jarl.env.classic.CartPoleDynamics.GRAVITY;
import static jarl.env.classic.CartPoleDynamics.HALF_LENGTH;
import static jarl.env.classic.CartPoleDynamics.POLE_MASS;
import static jarl.env.classic.CartPoleDynamics.POLE_MOMENT;
import static jarl.env.classic.CartPoleDynamics.TIME_STEP;
import static jarl.env.classic.CartPoleDynamics.TOTAL_MASS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [CartPoleDynamics#step] for a vector of carts at a time: the same operations in the same order, so the same bits.
///
/// The angles are those of running episodes, so that [Trigonometry]'s way for small angles serves for all.
final class CartPoleLanes implements CartPoleVector.Motion {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    // of the nearest 1/128 rad to each angle
    private double[] sines = {};
    private double[] sineRests = {};
    private double[] cosines = {};
    private double[] cosineRests = {};

    @Override
    public int width() {
        return LANES.length();
    }

    @Override
    public void step(double[] state, double[] forces) {
        int n = forces.length;
        if (sines.length != n) {
            sines = new double[n];
            sineRests = new double[n];
            cosines = new double[n];
            cosineRests = new double[n];
        }
        lookUp(state, n);
        for (int i = 0; i < n; i += LANES.length()) {
            move(state, n, i, DoubleVector.fromArray(LANES, forces, i));
        }
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

    private void move(double[] state, int n, int i, DoubleVector force) {
        DoubleVector position = DoubleVector.fromArray(LANES, state, i);
        DoubleVector velocity = DoubleVector.fromArray(LANES, state, n + i);
        DoubleVector angle = DoubleVector.fromArray(LANES, state, 2 * n + i);
        DoubleVector spin = DoubleVector.fromArray(LANES, state, 3 * n + i);
        DoubleVector sine = sine(angle, i);
        DoubleVector cosine = cosine(angle, i);

        DoubleVector push = force.add(spin.mul(spin).mul(POLE_MOMENT).mul(sine)).div(TOTAL_MASS);
        DoubleVector leverage = all(4.0 / 3.0)
                .sub(cosine.mul(cosine).mul(POLE_MASS).div(TOTAL_MASS))
                .mul(HALF_LENGTH);
        DoubleVector angularAcceleration = sine.mul(GRAVITY).sub(cosine.mul(push)).div(leverage);
        DoubleVector acceleration = push.sub(angularAcceleration.mul(POLE_MOMENT).mul(cosine).div(TOTAL_MASS));

        position.add(velocity.mul(TIME_STEP)).intoArray(state, i);
        velocity.add(acceleration.mul(TIME_STEP)).intoArray(state, n + i);
        angle.add(spin.mul(TIME_STEP)).intoArray(state, 2 * n + i);
        spin.add(angularAcceleration.mul(TIME_STEP)).intoArray(state, 3 * n + i);
    }

    private DoubleVector sine(DoubleVector angle, int i) {
        DoubleVector size = angle.max(angle.mul(-1));
        DoubleVector x = beyondStep(size);
        DoubleVector square = x.mul(x);
        DoubleVector small = x.add(x.mul(square).mul(square.fma(all(Trigonometry.SINE_5), all(Trigonometry.SINE_3))));
        DoubleVector bend = square.mul(bend(square));
        DoubleVector correction = DoubleVector.fromArray(LANES, cosines, i).fma(small,
                DoubleVector.fromArray(LANES, sines, i).mul(-1).fma(bend,
                        small.fma(DoubleVector.fromArray(LANES, cosineRests, i),
                                DoubleVector.fromArray(LANES, sineRests, i))));
        DoubleVector steep = DoubleVector.fromArray(LANES, sines, i).add(correction);
        DoubleVector signed = steep.blend(steep.mul(-1), angle.lt(0));
        return signed.blend(shortSine(angle), size.lt(Trigonometry.SERIES_HOLD));
    }

    private static DoubleVector shortSine(DoubleVector angle) {
        DoubleVector square = angle.mul(angle);
        DoubleVector terms = all(Trigonometry.SERIES_11)
                .fma(square, all(Trigonometry.SERIES_9))
                .fma(square, all(Trigonometry.SERIES_7))
                .fma(square, all(Trigonometry.SERIES_5))
                .fma(square, all(Trigonometry.SERIES_3));
        return angle.add(terms.mul(angle).mul(square));
    }

    private DoubleVector cosine(DoubleVector angle, int i) {
        DoubleVector x = beyondStep(angle.max(angle.mul(-1)));
        DoubleVector square = x.mul(x);
        DoubleVector small = x.mul(square).fma(square.fma(all(Trigonometry.SINE_5), all(Trigonometry.SINE_3)), x);
        DoubleVector bend = square.mul(bend(square));
        DoubleVector step = DoubleVector.fromArray(LANES, cosines, i);
        DoubleVector correction = DoubleVector.fromArray(LANES, sines, i).mul(-1).fma(small,
                step.mul(-1).fma(bend,
                        small.mul(-1).fma(DoubleVector.fromArray(LANES, sineRests, i),
                                DoubleVector.fromArray(LANES, cosineRests, i))));
        return step.add(correction);
    }

    private static DoubleVector bend(DoubleVector square) {
        return square.fma(square.fma(all(Trigonometry.COSINE_6), all(Trigonometry.COSINE_4)), all(Trigonometry.COSINE_2));
    }

    private static DoubleVector beyondStep(DoubleVector size) {
        return size.sub(size.add(Trigonometry.TO_STEPS).sub(Trigonometry.TO_STEPS));
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(LANES, value);
    }
}
