package jarl.env.classic;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.Space;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Two links hang from a hinge; a motor between them swings the free end above a line. Gymnasium's Acrobot-v1.
public final class Acrobot implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("Acrobot-v1", options -> new Acrobot(options.number("gravity", 0, 50)))
            .option("gravity", 9.8)
            .timeLimit(500)
            .solvedAt(-100)
            .score("random", -498.6)
            .about(new About(
                    "Two links hang from a hinge, with a motor between them. Swing the free end above the line, soon.",
                    List.of("cosine of the first angle (0: hanging down)", "sine of the first angle",
                            "cosine of the second angle (0: in line with the first link)", "sine of the second angle",
                            "angular velocity of the first link, rad/s, within ±4π",
                            "angular velocity of the second link, rad/s, within ±9π"),
                    List.of("torque −1 N m", "torque 0", "torque +1 N m"),
                    "−1 a step, 0 for the one that arrives",
                    "each angle and velocity uniform in ±0.1",
                    "the free end is one link's length above the hinge: −cos θ₁ − cos(θ₁ + θ₂) > 1",
                    "v1, the book's equations, Runge-Kutta of order 4 with 0.2 s a step; `gravity` in m/s²",
                    "Sutton (1996); https://gymnasium.farama.org/environments/classic_control/acrobot/"));

    private static final double TIME_STEP = 0.2; // s; links of 1 m, 1 kg, 1 kg m², their middles at half their length
    private static final double FASTEST_FIRST = 4 * Math.PI; // rad/s
    private static final double FASTEST_SECOND = 9 * Math.PI;
    private static final Discrete ACTIONS = Space.discrete("torque -1", "no torque", "torque +1");
    private static final Box OBSERVATIONS = Space.box(
            new float[] {-1, -1, -1, -1, (float) -FASTEST_FIRST, (float) -FASTEST_SECOND},
            new float[] {1, 1, 1, 1, (float) FASTEST_FIRST, (float) FASTEST_SECOND});

    private final double gravity; // m/s²
    private double[] state = new double[4]; // θ₁, θ₂ (rad), and their velocities (rad/s)

    public Acrobot() {
        this(9.8);
    }

    private Acrobot(double gravity) {
        this.gravity = gravity;
    }

    @Override
    public Space observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    /// Gymnasium keeps its first state in float32.
    @Override
    public float[] reset(RandomGenerator random) {
        for (int k = 0; k < 4; k++) {
            state[k] = (float) random.nextDouble(-0.1, 0.1);
        }
        return observation();
    }

    @Override
    public Step step(Action action) {
        double[] next = swing(state, action.choice() - 1);
        next[0] = wrap(next[0]);
        next[1] = wrap(next[1]);
        next[2] = Math.clamp(next[2], -FASTEST_FIRST, FASTEST_FIRST);
        next[3] = Math.clamp(next[3], -FASTEST_SECOND, FASTEST_SECOND);
        state = next;
        boolean above = -Trigonometry.cosine(state[0]) - Trigonometry.cosine(state[1] + state[0]) > 1;
        return above ? Step.end(0, observation()) : Step.on(-1, observation());
    }

    private static double wrap(double angle) {
        double wrapped = angle;
        while (wrapped > Math.PI) {
            wrapped -= 2 * Math.PI;
        }
        while (wrapped < -Math.PI) {
            wrapped += 2 * Math.PI;
        }
        return wrapped;
    }

    /// Runge and Kutta's fourth order.
    private double[] swing(double[] from, double torque) {
        double[] k1 = derivative(from, torque);
        double[] k2 = derivative(along(from, TIME_STEP / 2, k1), torque);
        double[] k3 = derivative(along(from, TIME_STEP / 2, k2), torque);
        double[] k4 = derivative(along(from, TIME_STEP, k3), torque);
        double[] to = new double[4];
        for (int i = 0; i < 4; i++) {
            to[i] = from[i] + TIME_STEP / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return to;
    }

    private static double[] along(double[] from, double time, double[] slope) {
        double[] to = new double[4];
        for (int i = 0; i < 4; i++) {
            to[i] = from[i] + time * slope[i];
        }
        return to;
    }

    /// Sutton & Barto's book, with m = l = I = 1 and l_c = 1/2.
    private double[] derivative(double[] s, double torque) {
        double cosine = Trigonometry.cosine(s[1]);
        double sine = Trigonometry.sine(s[1]);
        double d1 = 0.25 + (1 + 0.25 + cosine) + 1 + 1;
        double d2 = (0.25 + 0.5 * cosine) + 1;
        double phi2 = 0.5 * gravity * Trigonometry.cosine(s[0] + s[1] - Math.PI / 2);
        double phi1 = -0.5 * Power.square(s[3]) * sine
                - s[3] * s[2] * sine
                + 1.5 * gravity * Trigonometry.cosine(s[0] - Math.PI / 2)
                + phi2;
        double second = (torque + d2 / d1 * phi1 - 0.5 * Power.square(s[2]) * sine - phi2)
                / (0.25 + 1 - Power.square(d2) / d1);
        double first = -(d2 * second + phi1) / d1;
        return new double[] {s[2], s[3], first, second};
    }

    private float[] observation() {
        return new float[] {
            (float) Trigonometry.cosine(state[0]), (float) Trigonometry.sine(state[0]),
            (float) Trigonometry.cosine(state[1]), (float) Trigonometry.sine(state[1]),
            (float) state[2], (float) state[3]
        };
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public float[] restore(double[] saved, RandomGenerator random) {
        state = States.of(name(), saved, "θ₁, θ₂ and their velocities", 4);
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("angles", List.of(state[0], state[1]), "angular_velocities", List.of(state[2], state[3]));
    }

    @Override
    public Picture picture() {
        double first = state[0];
        double second = state[0] + state[1];
        return new Picture(400, 400, canvas -> draw(canvas, first, second), String.format(Locale.ROOT,
                "Two links, the first %.0f degrees from hanging, the second bent by %.0f degrees",
                Math.toDegrees(state[0]), Math.toDegrees(state[1])));
    }

    private static void draw(Graphics2D canvas, double first, double second) {
        double metre = 90; // pixels
        double x = 200 + metre * Math.sin(first);
        double y = 200 + metre * Math.cos(first);
        canvas.setColor(Color.GRAY);
        canvas.draw(new Line2D.Double(0, 200 - metre, 400, 200 - metre));
        canvas.setColor(new Color(0, 160, 160));
        canvas.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(new Line2D.Double(200, 200, x, y));
        canvas.draw(new Line2D.Double(x, y, x + metre * Math.sin(second), y + metre * Math.cos(second)));
        canvas.setColor(new Color(170, 170, 0));
        canvas.fill(new Ellipse2D.Double(194, 194, 12, 12));
        canvas.fill(new Ellipse2D.Double(x - 6, y - 6, 12, 12));
    }

    @Override
    public String name() {
        return "Acrobot-v1";
    }
}
