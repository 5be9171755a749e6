package jarl.env.grid;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Options;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Discrete;
import jarl.space.Space;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Fetch a passenger from one of four stands and bring them to another. Gymnasium's Taxi-v4.
public final class Taxi implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry.of("Taxi-v4", options -> new Taxi(options))
            .option("is_rainy", false)
            .option("rainy_probability", 0.8)
            .option("fickle_passenger", false)
            .option("fickle_probability", 0.3)
            .option("mask_actions", false)
            .timeLimit(200)
            .solvedAt(8)
            .score("random", -770)
            .score("optimal", 8.46)
            .about(new About(
                    "Drive to the stand where the passenger waits, take them up, and set them down where they"
                            + " want to go.",
                    List.of("((row × 5 + column) × 5 + passenger) × 4 + destination; passenger 0 … 3 waits at stand"
                            + " red, green, yellow, blue, 4 rides"),
                    List.of("south", "north", "east", "west", "take up", "set down"),
                    "−1 a step, −10 for taking up or setting down where there is nothing to, +20 for arriving",
                    "taxi anywhere, passenger at a stand that is not the destination",
                    "the passenger has arrived",
                    "v4 (the rain and the fickleness of Gymnasium 1.3); in rain a move goes to either side with"
                            + " (1 − `rainy_probability`)/2; a fickle passenger may change the destination once;"
                            + " `mask_actions` forbids what would change nothing",
                    "Dietterich (2000); https://gymnasium.farama.org/environments/toy_text/taxi/"));

    private static final List<String> MAP =
            List.of("|R: | : :G|", "| : | : : |", "| : : : : |", "| | : | : |", "|Y| : |B: |");
    private static final int[][] STANDS = {{0, 0}, {0, 4}, {4, 0}, {4, 3}}; // red, green, yellow, blue
    private static final int RIDING = 4;
    private static final int[][] MOVES = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}; // row, column
    private static final int[] LEFT_OF = {2, 3, 1, 0};
    private static final int[] RIGHT_OF = {3, 2, 0, 1};
    private static final int CELLS = 500;
    private static final Discrete ACTIONS = Space.discrete("south", "north", "east", "west", "take up", "set down");
    private static final double[] STARTS = starts();

    private final boolean rainy;
    private final double rainyProbability;
    private final boolean fickle;
    private final double fickleProbability;
    private final boolean masked;
    private Position at = Position.of(0);
    private boolean mayChangeMind;
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    /// The usual taxi: no rain, a passenger who knows what they want, all actions allowed.
    public Taxi() {
        this(false, 0.8, false, 0.3, false);
    }

    private Taxi(Options options) {
        this(options.flag("is_rainy"), options.number("rainy_probability"), options.flag("fickle_passenger"),
                options.number("fickle_probability"), options.flag("mask_actions"));
    }

    private Taxi(boolean rainy, double rainyProbability, boolean fickle, double fickleProbability, boolean masked) {
        for (double probability : new double[] {rainyProbability, fickleProbability}) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("A probability of Taxi-v4 lies in [0, 1], unlike " + probability);
            }
        }
        this.rainy = rainy;
        this.rainyProbability = rainyProbability;
        this.fickle = fickle;
        this.fickleProbability = fickleProbability;
        this.masked = masked;
    }

    /// Where all are: the observation, taken apart.
    private record Position(int row, int column, int passenger, int destination) {
        static Position of(int number) {
            return new Position(number / 100, number / 20 % 5, number / 4 % 5, number % 4);
        }

        int number() {
            return ((row * 5 + column) * 5 + passenger) * 4 + destination;
        }

        boolean isAt(int stand) {
            return row == STANDS[stand][0] && column == STANDS[stand][1];
        }

        /// The stand the taxi is at, or −1.
        int stand() {
            for (int stand = 0; stand < 4; stand++) {
                if (isAt(stand)) {
                    return stand;
                }
            }
            return -1;
        }

        Position to(int newRow, int newColumn) {
            return new Position(newRow, newColumn, passenger, destination);
        }

        Position carrying(int newPassenger) {
            return new Position(row, column, newPassenger, destination);
        }

        /// Whether no wall and no edge is in the way.
        boolean isOpen(int move) {
            return switch (move) {
                case 0 -> row < 4;
                case 1 -> row > 0;
                case 2 -> MAP.get(row).charAt(2 * column + 2) == ':';
                default -> MAP.get(row).charAt(2 * column) == ':';
            };
        }

        Position moved(int move) {
            return to(row + MOVES[move][0], column + MOVES[move][1]);
        }
    }

    /// What an action leads to.
    private record Outcome(Position to, double reward, boolean arrived) {}

    private static double[] starts() {
        double[] starts = new double[CELLS];
        Arrays.setAll(starts, i -> {
            var position = Position.of(i);
            return position.passenger() < RIDING && position.passenger() != position.destination() ? 1.0 / 300 : 0;
        });
        return starts;
    }

    @Override
    public Space observationSpace() {
        return Space.discrete(CELLS);
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        at = Position.of(Chance.outcome(random, STARTS));
        mayChangeMind = fickle && random.nextDouble() < fickleProbability;
        return observation();
    }

    @Override
    public Step step(Action action) {
        Outcome outcome = outcome(action.choice());
        Position before = at;
        at = outcome.to();
        boolean moved = at.row() != before.row() || at.column() != before.column();
        if (mayChangeMind && before.passenger() == RIDING && moved) {
            mayChangeMind = false;
            int drawn = random.nextInt(3);
            int other = drawn < before.destination() ? drawn : drawn + 1;
            at = new Position(at.row(), at.column(), at.passenger(), other);
        }
        return outcome.arrived() ? Step.end(outcome.reward(), observation()) : Step.on(outcome.reward(), observation());
    }

    private Outcome outcome(int action) {
        return switch (action) {
            case 4 -> drawingNothing(takeUp());
            case 5 -> drawingNothing(setDown());
            default -> new Outcome(rainy ? driveInRain(action) : drive(action), -1, false);
        };
    }

    /// Gymnasium draws even among one outcome.
    private Outcome drawingNothing(Outcome outcome) {
        random.nextDouble();
        return outcome;
    }

    private Position drive(int move) {
        random.nextDouble();
        return at.isOpen(move) ? at.moved(move) : at;
    }

    private Position driveInRain(int move) {
        double astray = (1 - rainyProbability) / 2;
        int outcome = Chance.outcome(random, rainyProbability, astray, astray);
        if (!at.isOpen(move)) {
            return at;
        }
        return switch (outcome) {
            case 0 -> at.moved(move);
            case 1 -> drift(LEFT_OF[move]);
            default -> drift(RIGHT_OF[move]);
        };
    }

    /// Gymnasium's drift looks for a wall from the cell it would reach, on the side it came from for edges and on the
    /// far side of that cell's letters: kept as it is.
    private Position drift(int move) {
        int row = Math.clamp(at.row() + MOVES[move][0], 0, 4);
        int column = Math.clamp(at.column() + MOVES[move][1], 0, 4);
        boolean open = switch (move) {
            case 2 -> MAP.get(row).charAt(2 * column) == ':';
            case 3 -> MAP.get(row).charAt(2 * column + 2) == ':';
            default -> true;
        };
        return open ? at.to(row, column) : at;
    }

    private Outcome takeUp() {
        boolean waiting = at.passenger() < RIDING && at.isAt(at.passenger());
        return waiting ? new Outcome(at.carrying(RIDING), -1, false) : new Outcome(at, -10, false);
    }

    private Outcome setDown() {
        if (at.passenger() != RIDING || at.stand() < 0) {
            return new Outcome(at, -10, false);
        }
        boolean arrived = at.isAt(at.destination());
        return new Outcome(at.carrying(at.stand()), arrived ? 20 : -1, arrived);
    }

    private float[] observation() {
        return new float[] {at.number()};
    }

    @Override
    public boolean @Nullable [] actionMask() {
        if (!masked) {
            return null;
        }
        boolean[] mask = new boolean[6];
        for (int move = 0; move < 4; move++) {
            mask[move] = at.isOpen(move);
        }
        mask[4] = at.passenger() < RIDING && at.isAt(at.passenger());
        mask[5] = at.passenger() == RIDING && at.stand() >= 0;
        return mask;
    }

    /// The observation's number, and 1 while the passenger may still change their mind.
    @Override
    public double[] state() {
        return new double[] {at.number(), mayChangeMind ? 1 : 0};
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        at = Position.of(Chance.cell(name(), state, CELLS));
        mayChangeMind = state.length > 1 && state[1] != 0;
        random = newRandom;
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("map", MAP, "row", at.row(), "column", at.column(),
                "passenger", at.passenger(), "destination", at.destination());
    }

    @Override
    public Picture picture() {
        Position seen = at;
        return new Picture(250, 250, canvas -> draw(canvas, seen), "A taxi in row " + (seen.row() + 1) + ", column "
                + (seen.column() + 1) + "; its passenger " + (seen.passenger() == RIDING ? "rides" : "waits"));
    }

    private static void draw(Graphics2D canvas, Position seen) {
        Color[] colours = {
            new Color(220, 80, 70), new Color(90, 170, 90), new Color(230, 200, 60), new Color(80, 110, 210)
        };
        for (int stand = 0; stand < 4; stand++) {
            canvas.setColor(colours[stand]);
            canvas.fillRect(STANDS[stand][1] * 50, STANDS[stand][0] * 50, 50, 50);
        }
        canvas.setColor(Color.DARK_GRAY);
        canvas.setStroke(new BasicStroke(3));
        canvas.drawRect(1, 1, 247, 247);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 4; column++) {
                if (MAP.get(row).charAt(2 * column + 2) == '|') {
                    canvas.drawLine(column * 50 + 50, row * 50, column * 50 + 50, row * 50 + 50);
                }
            }
        }
        canvas.drawRect(STANDS[seen.destination()][1] * 50 + 6, STANDS[seen.destination()][0] * 50 + 6, 38, 38);
        canvas.setColor(Color.BLACK);
        canvas.fillRoundRect(seen.column() * 50 + 10, seen.row() * 50 + 15, 30, 20, 8, 8);
        canvas.setColor(Color.MAGENTA);
        boolean rides = seen.passenger() == RIDING;
        int x = rides ? seen.column() : STANDS[seen.passenger()][1];
        int y = rides ? seen.row() : STANDS[seen.passenger()][0];
        canvas.fillOval(x * 50 + 19, y * 50 + 19, 12, 12);
    }

    @Override
    public String name() {
        return "Taxi-v4";
    }
}
