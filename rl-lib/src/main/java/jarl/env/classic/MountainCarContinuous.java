package jarl.env.classic;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Box;
import jarl.space.Space;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The mountain car with a throttle instead of two buttons. Gymnasium's MountainCarContinuous-v0.
///
/// Gymnasium keeps this state in float32 after the first step, and so do we: each sum is rounded where numpy rounds it.
public final class MountainCarContinuous implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("MountainCarContinuous-v0", options -> new MountainCarContinuous(options.number("goal_velocity"),
                    options.number("gravity", 0, 1), options.number("force", 0, 1)))
            .option("goal_velocity", 0.0)
            .option("gravity", MountainCar.GRAVITY)
            .option("force", MountainCarContinuous.POWER)
            .timeLimit(999)
            .solvedAt(90)
            .score("random", -33.1)
            .about(new About(
                    "A car in a valley is too weak to climb the hill ahead: swing back to gain speed, spending"
                            + " little force.",
                    List.of("position, −1.2 to 0.6", "velocity a step, within ±0.07"),
                    List.of("force, −1 (left) to 1 (right); beyond it is cut, but paid for"),
                    "−0.1 × force² a step, and +100 at the flag",
                    "position uniform in −0.6 … −0.4, at rest",
                    "position at least 0.45, with at least `goal_velocity`",
                    "v0; `gravity` and a full `force` change the velocity a step",
                    "Moore (1990);"
                            + " https://gymnasium.farama.org/environments/classic_control/mountain_car_continuous/"));

    private static final double POWER = 0.0015;
    private static final double GOAL = 0.45;
    private static final Box ACTIONS = Space.box(1, -1, 1);

    private final double goalVelocity;
    private final double gravity;
    private final double power;
    private double position;
    private double velocity;
    private boolean inDouble; // until the first step has rounded the state

    public MountainCarContinuous() {
        this(0);
    }

    /// A car and its hill.
    ///
    /// @param goalVelocity least velocity with which the flag counts, a step
    public MountainCarContinuous(double goalVelocity) {
        this(goalVelocity, MountainCar.GRAVITY, POWER);
    }

    private MountainCarContinuous(double goalVelocity, double gravity, double power) {
        this.goalVelocity = goalVelocity;
        this.gravity = gravity;
        this.power = power;
    }

    @Override
    public Space observationSpace() {
        return MountainCar.OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator random) {
        position = random.nextDouble(-0.6, -0.4);
        velocity = 0;
        inDouble = true;
        return observation();
    }

    @Override
    public Step step(Action action) {
        float force = action.value(0);
        double speed = Math.clamp(
                round(velocity + push(force)), round(-MountainCar.FASTEST), round(MountainCar.FASTEST));
        double place = Math.clamp(
                round(position + speed), round(MountainCar.LEFT_END), round(MountainCar.RIGHT_END));
        if (place == round(MountainCar.LEFT_END) && speed < 0) {
            speed = 0;
        }
        boolean arrived = place >= round(GOAL) && speed >= goalVelocity;
        position = (float) place;
        velocity = (float) speed;
        inDouble = false;
        double reward = (arrived ? 100 : 0) - Power.square((double) force) * 0.1;
        return arrived ? Step.end(reward, observation()) : Step.on(reward, observation());
    }

    /// What the throttle and the slope add to the velocity. A force within the bounds is a float32 to numpy, one that
    /// was cut is a double; what is added to a float32 becomes one.
    private double push(float force) {
        double slope = gravity * Trigonometry.cosine(round(3 * position));
        return Math.abs(force) > 1
                ? round(Math.signum(force) * power - slope)
                : force * (float) power - (float) slope;
    }

    private double round(double value) {
        return inDouble ? value : (float) value;
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
        inDouble = position != (float) position || velocity != (float) velocity;
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
        return "MountainCarContinuous-v0";
    }
}
