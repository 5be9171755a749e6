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
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A pole stands on a cart that is pushed left or right; keep it up. Gymnasium's CartPole-v1.
public final class CartPole implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("CartPole-v1", options -> new CartPole(options.flag("sutton_barto_reward"), CartPoleDynamics.of(options)))
            .vector((count, options, steps) -> new CartPoleVector(
                    count, steps, options.flag("sutton_barto_reward"), CartPoleDynamics.of(options)))
            .option("sutton_barto_reward", false)
            .option("pole_length", CartPoleDynamics.STANDARD.poleLength())
            .option("pole_mass", CartPoleDynamics.STANDARD.poleMass())
            .option("cart_mass", CartPoleDynamics.STANDARD.cartMass())
            .option("gravity", CartPoleDynamics.STANDARD.gravity())
            .option("force", CartPoleDynamics.STANDARD.force())
            .timeLimit(500)
            .solvedAt(475)
            .score("random", 22.3)
            .score("longest possible", 500)
            .about(new About(
                    "A pole stands on a cart that is pushed left or right at each step. Keep it up.",
                    List.of("position of the cart, m", "velocity of the cart, m/s",
                            "angle of the pole from upright, rad", "angular velocity of the pole, rad/s"),
                    List.of("push left with `force`, N", "push right with `force`, N"),
                    "+1 a step, the last one too; with `sutton_barto_reward` 0 a step and −1 for the fall",
                    "each of the four numbers uniform in ±0.05",
                    "the pole leans more than 12°, or the cart leaves ±2.4 m",
                    "v1, dynamics of Gymnasium 1.x; `pole_length` is its `length`, from the joint to the pole's middle, so"
                            + " half the pole, m; masses in kg, `gravity` in m/s², `force` in N",
                    "Barto, Sutton & Anderson (1983);"
                            + " https://gymnasium.farama.org/environments/classic_control/cart_pole/"));

    static final Discrete ACTIONS = Space.discrete("left", "right");
    static final Box OBSERVATIONS = observations();

    private final boolean suttonBartoReward;
    private final CartPoleDynamics dynamics;
    private final double[] state = new double[4];

    public CartPole() {
        this(false);
    }

    /// A cart and its pole.
    ///
    /// @param suttonBartoReward 0 a step and −1 for the fall, as in the book, instead of +1 a step
    public CartPole(boolean suttonBartoReward) {
        this(suttonBartoReward, CartPoleDynamics.STANDARD);
    }

    CartPole(boolean suttonBartoReward, CartPoleDynamics dynamics) {
        this.suttonBartoReward = suttonBartoReward;
        this.dynamics = dynamics;
    }

    private static Box observations() {
        float[] high = {
            (float) (2 * CartPoleDynamics.FARTHEST),
            Float.POSITIVE_INFINITY,
            (float) (2 * CartPoleDynamics.STEEPEST),
            Float.POSITIVE_INFINITY
        };
        float[] low = {-high[0], -high[1], -high[2], -high[3]};
        return Space.box(low, high);
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
        start(state, 1, 0, random);
        return observation();
    }

    static void start(double[] state, int n, int i, RandomGenerator random) {
        for (int k = 0; k < 4; k++) {
            state[k * n + i] = random.nextDouble(-0.05, 0.05);
        }
    }

    @Override
    public Step step(Action action) {
        dynamics.step(state, 1, 0, action.choice() == 1 ? dynamics.force() : -dynamics.force());
        boolean over = CartPoleDynamics.over(state, 1, 0);
        double reward = reward(suttonBartoReward, over);
        return over ? Step.end(reward, observation()) : Step.on(reward, observation());
    }

    static float reward(boolean suttonBartoReward, boolean over) {
        return !suttonBartoReward ? 1 : over ? -1 : 0;
    }

    private float[] observation() {
        return new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]};
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public float[] restore(double[] saved, RandomGenerator random) {
        System.arraycopy(States.of(name(), saved, "x, ẋ, θ, θ̇", 4), 0, state, 0, 4);
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("position", state[0], "velocity", state[1], "angle", state[2], "angular_velocity", state[3]);
    }

    @Override
    public Picture picture() {
        double position = state[0];
        double angle = state[2];
        return new Picture(600, 300, canvas -> draw(canvas, position, angle, 2 * dynamics.poleLength()), String.format(Locale.ROOT,
                "A cart at %.2f m with a pole leaning %.1f degrees", position, Math.toDegrees(angle)));
    }

    private static void draw(Graphics2D canvas, double position, double angle, double pole) {
        double pixelsPerMetre = 600 / (2 * CartPoleDynamics.FARTHEST);
        double x = 300 + position * pixelsPerMetre;
        double track = 240;
        canvas.setColor(Color.GRAY);
        canvas.draw(new Line2D.Double(0, track, 600, track));
        canvas.setColor(Color.DARK_GRAY);
        canvas.fill(new Rectangle2D.Double(x - 25, track - 15, 50, 30));
        double length = pole * pixelsPerMetre;
        canvas.setColor(new Color(202, 152, 101));
        canvas.setStroke(new BasicStroke(10, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(new Line2D.Double(x, track - 15,
                x + length * Math.sin(angle), track - 15 - length * Math.cos(angle)));
        canvas.setColor(new Color(129, 132, 203));
        canvas.fill(new Ellipse2D.Double(x - 5, track - 20, 10, 10));
    }

    @Override
    public String name() {
        return "CartPole-v1";
    }
}
