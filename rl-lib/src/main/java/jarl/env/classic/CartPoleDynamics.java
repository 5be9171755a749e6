package jarl.env.classic;

import jarl.env.Options;

/// The equations of motion of cart and pole (Barto, Sutton & Anderson 1983; Florian 2007), in double.
///
/// A state of `n` carts is one array: all positions (m), then all velocities (m/s), all angles (rad, from upright,
/// clockwise), all angular velocities (rad/s). The state of a single cart is thus `{x, ẋ, θ, θ̇}`.
///
/// @param gravity    m/s²
/// @param poleMass   kg
/// @param cartMass   kg
/// @param poleLength m, from the joint to the pole's middle
/// @param force      of a push, to either side, N
record CartPoleDynamics(double gravity, double poleMass, double cartMass, double poleLength, double force) {
    static final CartPoleDynamics STANDARD = new CartPoleDynamics(9.8, 0.1, 1.0, 0.5, 10);
    static final double TIME_STEP = 0.02; // s
    static final double FARTHEST = 2.4; // m; beyond it the cart has left the track
    static final double STEEPEST = 12 * 2 * Math.PI / 360; // rad; beyond it the pole has fallen

    /// The least of a mass, length or force, and the most of anything: within them nothing overflows.
    private static final double LEAST = 0.001;
    private static final double MOST = 1000;

    /// As the catalogue's entry names them.
    ///
    /// @throws IllegalArgumentException if a number lies out of bounds
    static CartPoleDynamics of(Options options) {
        return new CartPoleDynamics(
                options.number("gravity", 0, MOST),
                options.number("pole_mass", LEAST, MOST),
                options.number("cart_mass", LEAST, MOST),
                options.number("pole_length", LEAST, MOST),
                options.number("force", LEAST, MOST));
    }

    /// Of pole and cart, kg.
    double totalMass() {
        return poleMass + cartMass;
    }

    /// kg m.
    double poleMoment() {
        return poleMass * poleLength;
    }

    /// Pushes cart `i` of `n` with `newtons` for one time step (Euler).
    void step(double[] state, int n, int i, double newtons) {
        double velocity = state[n + i];
        double angle = state[2 * n + i];
        double spin = state[3 * n + i];
        double sine = Trigonometry.sine(angle);
        double cosine = Trigonometry.cosine(angle);
        double moment = poleMoment();
        double mass = totalMass();
        double push = (newtons + moment * (spin * spin) * sine) / mass;
        double angularAcceleration = (gravity * sine - cosine * push)
                / (poleLength * (4.0 / 3.0 - poleMass * (cosine * cosine) / mass));
        double acceleration = push - moment * angularAcceleration * cosine / mass;
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
