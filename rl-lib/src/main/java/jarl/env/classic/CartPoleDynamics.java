package jarl.env.classic;

import jarl.env.Options;

/// The equations of motion of cart and pole (Barto, Sutton & Anderson 1983; Florian 2007), in double.
///
/// A state of `n` carts is one array: all positions (m), then all velocities (m/s), all angles (rad, from upright,
/// clockwise), all angular velocities (rad/s). The state of a single cart is thus `{x, ẋ, θ, θ̇}`.
final class CartPoleDynamics {
    static final CartPoleDynamics STANDARD = new CartPoleDynamics(9.8, 1.0, 0.1, 0.5, 10);
    static final double TIME_STEP = 0.02; // s
    static final double FARTHEST = 2.4; // m; beyond it the cart has left the track
    static final double STEEPEST = 12 * 2 * Math.PI / 360; // rad; beyond it the pole has fallen

    final double gravity; // m/s²
    final double poleMass; // kg
    final double totalMass; // kg, with the cart
    final double halfLength; // m, from the joint to the pole's middle
    final double poleMoment; // kg m
    final double force; // N, to either side

    private CartPoleDynamics(double gravity, double cartMass, double poleMass, double halfLength, double force) {
        this.gravity = gravity;
        this.poleMass = poleMass;
        this.halfLength = halfLength;
        this.force = force;
        totalMass = poleMass + cartMass;
        poleMoment = poleMass * halfLength;
    }

    /// @throws IllegalArgumentException if one of them is not above 0
    static CartPoleDynamics of(Options options) {
        return new CartPoleDynamics(positive(options, "gravity"), positive(options, "cart_mass"),
                positive(options, "pole_mass"), positive(options, "pole_length"), positive(options, "force"));
    }

    private static double positive(Options options, String name) {
        double value = options.number(name);
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw new IllegalArgumentException("Option " + name + " of CartPole-v1 is " + value + "; it must be above 0");
    }

    /// Pushes cart `i` of `n` with `pushed` newtons for one time step (Euler).
    void step(double[] state, int n, int i, double pushed) {
        double velocity = state[n + i];
        double angle = state[2 * n + i];
        double spin = state[3 * n + i];
        double sine = Trigonometry.sine(angle);
        double cosine = Trigonometry.cosine(angle);
        double push = (pushed + poleMoment * (spin * spin) * sine) / totalMass;
        double angularAcceleration = (gravity * sine - cosine * push)
                / (halfLength * (4.0 / 3.0 - poleMass * (cosine * cosine) / totalMass));
        double acceleration = push - poleMoment * angularAcceleration * cosine / totalMass;
        state[i] += TIME_STEP * velocity;
        state[n + i] = velocity + TIME_STEP * acceleration;
        state[2 * n + i] = angle + TIME_STEP * spin;
        state[3 * n + i] = spin + TIME_STEP * angularAcceleration;
    }

    /// Whether cart `i` has left the track or its pole has fallen.
    static boolean over(double[] state, int n, int i) {
        return Math.abs(state[i]) > FARTHEST || Math.abs(state[2 * n + i]) > STEEPEST;
    }
}
