package jarl.env.classic;

import static jarl.env.classic.CartPoleDynamics.COSINE;
import static jarl.env.classic.CartPoleDynamics.GRAVITY;
import static jarl.env.classic.CartPoleDynamics.HALF_LENGTH;
import static jarl.env.classic.CartPoleDynamics.POLE_MASS;
import static jarl.env.classic.CartPoleDynamics.POLE_MOMENT;
import static jarl.env.classic.CartPoleDynamics.SINE;
import static jarl.env.classic.CartPoleDynamics.TIME_STEP;
import static jarl.env.classic.CartPoleDynamics.TOTAL_MASS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [CartPoleDynamics#step] for a vector of carts at a time: the same operations in the same order, so the same bits.
///
/// The angles are those of running episodes, never steeper than the series hold.
final class CartPoleLanes implements CartPoleVector.Motion {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    @Override
    public int width() {
        return LANES.length();
    }

    @Override
    public void step(double[] state, double[] forces) {
        int n = forces.length;
        for (int i = 0; i < n; i += LANES.length()) {
            DoubleVector position = DoubleVector.fromArray(LANES, state, i);
            DoubleVector velocity = DoubleVector.fromArray(LANES, state, n + i);
            DoubleVector angle = DoubleVector.fromArray(LANES, state, 2 * n + i);
            DoubleVector spin = DoubleVector.fromArray(LANES, state, 3 * n + i);
            DoubleVector force = DoubleVector.fromArray(LANES, forces, i);

            DoubleVector square = angle.mul(angle);
            DoubleVector sine = angle.mul(square).fma(series(SINE, square), angle);
            DoubleVector cosine = square.fma(series(COSINE, square), DoubleVector.broadcast(LANES, 1));

            DoubleVector push = force.add(spin.mul(spin).mul(POLE_MOMENT).mul(sine)).div(TOTAL_MASS);
            DoubleVector leverage = DoubleVector.broadcast(LANES, 4.0 / 3.0)
                    .sub(cosine.mul(cosine).mul(POLE_MASS).div(TOTAL_MASS))
                    .mul(HALF_LENGTH);
            DoubleVector angularAcceleration = sine.mul(GRAVITY).sub(cosine.mul(push)).div(leverage);
            DoubleVector acceleration =
                    push.sub(angularAcceleration.mul(POLE_MOMENT).mul(cosine).div(TOTAL_MASS));

            position.add(velocity.mul(TIME_STEP)).intoArray(state, i);
            velocity.add(acceleration.mul(TIME_STEP)).intoArray(state, n + i);
            angle.add(spin.mul(TIME_STEP)).intoArray(state, 2 * n + i);
            spin.add(angularAcceleration.mul(TIME_STEP)).intoArray(state, 3 * n + i);
        }
    }

    private static DoubleVector series(double[] terms, DoubleVector square) {
        return DoubleVector.broadcast(LANES, terms[4])
                .fma(square, DoubleVector.broadcast(LANES, terms[3]))
                .fma(square, DoubleVector.broadcast(LANES, terms[2]))
                .fma(square, DoubleVector.broadcast(LANES, terms[1]))
                .fma(square, DoubleVector.broadcast(LANES, terms[0]));
    }
}
