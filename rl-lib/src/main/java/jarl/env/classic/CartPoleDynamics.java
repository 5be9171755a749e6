package jarl.env.classic;

/// The equations of motion of cart and pole (Barto, Sutton & Anderson 1983; Florian 2007), in double.
///
/// A state of `n` carts is one array: all positions (m), then all velocities (m/s), all angles (rad, from upright,
/// clockwise), all angular velocities (rad/s). The state of a single cart is thus `{x, ẋ, θ, θ̇}`.
final class CartPoleDynamics {
    static final double GRAVITY = 9.8; // m/s²
    static final double POLE_MASS = 0.1; // kg
    static final double TOTAL_MASS = POLE_MASS + 1.0; // kg, with the cart
    static final double HALF_LENGTH = 0.5; // m, from the joint to the pole's middle
    static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH; // kg m
    static final double FORCE = 10; // N, to either side
    static final double TIME_STEP = 0.02; // s
    static final double FARTHEST = 2.4; // m; beyond it the cart has left the track
    static final double STEEPEST = 12 * 2 * Math.PI / 360; // rad; beyond it the pole has fallen

    private CartPoleDynamics() {}

    /// Pushes cart `i` of `n` with `force` newtons for one time step (Euler).
    static void step(double[] state, int n, int i, double force) {
        double velocity = state[n + i];
        double angle = state[2 * n + i];
        double spin = state[3 * n + i];
        double sine = Trigonometry.sine(angle);
        double cosine = Trigonometry.cosine(angle);
        double push = (force + POLE_MOMENT * (spin * spin) * sine) / TOTAL_MASS;
        double angularAcceleration = (GRAVITY * sine - cosine * push)
                / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cosine * cosine) / TOTAL_MASS));
        double acceleration = push - POLE_MOMENT * angularAcceleration * cosine / TOTAL_MASS;
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
