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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A car too weak for its hill must swing back to gain speed. Gymnasium's MountainCar-v0.
public final class MountainCar implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("MountainCar-v0", options -> new MountainCar(options.number("goal_velocity"),
                    options.number("gravity", 0, 1), options.number("force", 0, 1)))
            .option("goal_velocity", 0.0)
            .option("gravity", MountainCar.GRAVITY)
            .option("force", MountainCar.FORCE)
            .timeLimit(200)
            .solvedAt(-110)
            .score("random", -200)
            .about(new About(
                    "A car in a valley is too weak to climb the hill ahead: swing back to gain speed, and reach"
                            + " the flag.",
                    List.of("position, −1.2 to 0.6", "velocity a step, within ±0.07"),
                    List.of("push left", "do not push", "push right"),
                    "−1 a step",
                    "position uniform in −0.6 … −0.4, at rest",
                    "position at least 0.5, with at least `goal_velocity`",
                    "v0; `gravity` and `force` change the velocity a step",
                    "Moore (1990); https://gymnasium.farama.org/environments/classic_control/mountain_car/"));

    static final double LEFT_END = -1.2;
    static final double RIGHT_END = 0.6;
    static final double FASTEST = 0.07; // a step
    static final double GRAVITY = 0.0025;
    static final Box OBSERVATIONS = Space.box(
            new float[] {(float) LEFT_END, (float) -FASTEST}, new float[] {(float) RIGHT_END, (float) FASTEST});
    private static final double FORCE = 0.001;
    private static final double GOAL = 0.5;
    private static final Discrete ACTIONS = Space.discrete("left", "none", "right");

    private final double goalVelocity;
    private final double gravity;
    private final double force;
    private double position;
    private double velocity;

    public MountainCar() {
        this(0);
    }

    /// A car and its hill.
    ///
    /// @param goalVelocity least velocity with which the flag counts, a step
    public MountainCar(double goalVelocity) {
        this(goalVelocity, GRAVITY, FORCE);
    }

    private MountainCar(double goalVelocity, double gravity, double force) {
        this.goalVelocity = goalVelocity;
        this.gravity = gravity;
        this.force = force;
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
        position = random.nextDouble(-0.6, -0.4);
        velocity = 0;
        return observation();
    }

    @Override
    public Step step(Action action) {
        velocity += (action.choice() - 1) * force + Trigonometry.cosine(3 * position) * -gravity;
        velocity = Math.clamp(velocity, -FASTEST, FASTEST);
        position = Math.clamp(position + velocity, LEFT_END, RIGHT_END);
        if (position == LEFT_END && velocity < 0) {
            velocity = 0;
        }
        return position >= GOAL && velocity >= goalVelocity ? Step.end(-1, observation()) : Step.on(-1, observation());
    }

    private float[] observation() {
        return new float[] {(float) position, (float) velocity};
    }

    @Override
    public double[] state() {
        return new double[] {position, velocity};
    }

    @Override
    public float[] restore(double[] saved, RandomGenerator random) {
        double[] state = States.of(name(), saved, "position, velocity", 2);
        position = state[0];
        velocity = state[1];
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("position", position, "velocity", velocity, "goal", GOAL);
    }

    @Override
    public Picture picture() {
        return Hill.picture(position, GOAL);
    }

    @Override
    public String name() {
        return "MountainCar-v0";
    }
}
