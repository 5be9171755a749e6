package jarl.env.classic;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Box;
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

/// A pendulum too heavy to be lifted at once is to be swung up and held. Gymnasium's Pendulum-v1.
public final class Pendulum implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("Pendulum-v1", options -> new Pendulum(options.number("g"),
                    options.number("mass", 0.001, 1000), options.number("length", 0.001, 1000)))
            .option("g", 10.0)
            .option("mass", 1.0)
            .option("length", 1.0)
            .timeLimit(200)
            .score("random", -1226)
            .score("good policy", -150)
            .about(new About(
                    "A pendulum is too heavy for its motor to be lifted at once: swing it up and hold it upright.",
                    List.of("cosine of the angle (0: upright)", "sine of the angle",
                            "angular velocity, rad/s, within ±8"),
                    List.of("torque, N m, −2 to 2; beyond it is cut"),
                    "−(angle² + 0.1 × velocity² + 0.001 × torque²) a step, the angle from upright in ±π",
                    "angle uniform in ±π, velocity in ±1",
                    "never: only the clock cuts it",
                    "v1; `g` is gravity, m/s², `mass` and `length` are the rod's, kg and m",
                    "https://gymnasium.farama.org/environments/classic_control/pendulum/"));

    private static final double FASTEST = 8; // rad/s
    private static final double STRONGEST = 2; // N m
    private static final double TIME_STEP = 0.05; // s
    private static final Box OBSERVATIONS = Space.box(new float[] {-1, -1, -8}, new float[] {1, 1, 8});
    private static final Box ACTIONS = Space.box(1, -STRONGEST, STRONGEST);

    private final double gravity;
    private final double mass; // kg
    private final double length; // m
    private double angle; // rad from upright, not wrapped
    private double velocity; // rad/s

    public Pendulum() {
        this(10);
    }

    /// A pendulum of 1 kg and 1 m.
    ///
    /// @param gravity m/s²
    public Pendulum(double gravity) {
        this(gravity, 1, 1);
    }

    private Pendulum(double gravity, double mass, double length) {
        this.gravity = gravity;
        this.mass = mass;
        this.length = length;
    }

    @Override
    public Space observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator random) {
        angle = random.nextDouble(-Math.PI, Math.PI);
        velocity = random.nextDouble(-1, 1);
        return observation();
    }

    /// numpy reckons with the torque in float32, and with all else in double.
    @Override
    public Step step(Action action) {
        float torque = Math.clamp(action.value(0), (float) -STRONGEST, (float) STRONGEST);
        double lean = normalized(angle);
        double cost = Power.square(lean) + 0.1 * Power.square(velocity) + 0.001f * Power.square(torque);
        double acceleration = 3 * gravity / (2 * length) * Trigonometry.sine(angle)
                + (float) (3 / (mass * Power.square(length))) * torque;
        velocity = Math.clamp(velocity + acceleration * TIME_STEP, -FASTEST, FASTEST);
        angle += velocity * TIME_STEP;
        return Step.on(-cost, observation());
    }

    /// In ±π, by the remainder that has the divisor's sign.
    private static double normalized(double angle) {
        double turn = 2 * Math.PI;
        double rest = (angle + Math.PI) % turn;
        return (rest < 0 ? rest + turn : rest) - Math.PI;
    }

    private float[] observation() {
        return new float[] {(float) Trigonometry.cosine(angle), (float) Trigonometry.sine(angle), (float) velocity};
    }

    @Override
    public double[] state() {
        return new double[] {angle, velocity};
    }

    @Override
    public float[] restore(double[] saved, RandomGenerator random) {
        double[] state = States.of(name(), saved, "angle, angular velocity", 2);
        angle = state[0];
        velocity = state[1];
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("angle", angle, "angular_velocity", velocity);
    }

    @Override
    public Picture picture() {
        double lean = angle;
        return new Picture(300, 300, canvas -> draw(canvas, lean), String.format(Locale.ROOT,
                "A pendulum %.0f degrees from upright", Math.toDegrees(normalized(lean))));
    }

    private static void draw(Graphics2D canvas, double angle) {
        canvas.setColor(new Color(204, 77, 77));
        canvas.setStroke(new BasicStroke(22, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(new Line2D.Double(150, 150, 150 - 110 * Math.sin(angle), 150 - 110 * Math.cos(angle)));
        canvas.setColor(Color.BLACK);
        canvas.fill(new Ellipse2D.Double(145, 145, 10, 10));
    }

    @Override
    public String name() {
        return "Pendulum-v1";
    }
}
