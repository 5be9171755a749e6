package jarl.env.grid;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.NumpyRandom;
import jarl.env.Options;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.env.grid.SnakeRewards.Event;
import jarl.space.Discrete;
import jarl.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A snake on a square board grows by each apple it eats, and must not meet the wall, itself, or hunger.
///
/// A full board ends the episode, and is a win.
public final class Snake implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry.of("Snake-v1", options -> new Snake(options))
            .option("grid_size", 15)
            .option("seg_size", 3)
            .option("vision", 0)
            .option("danger_frame", "relative")
            .option("action_frame", "relative")
            .option("rewards", SnakeRewards.usual())
            .score("random", -0.95)
            .about(new About(
                    "A snake on a square board grows by each apple it eats, and must not meet the wall, itself,"
                            + " or hunger.",
                    List.of("food to the right of the head, over `grid_size`", "food below the head, over `grid_size`",
                            "direction to the right, −1, 0 or 1", "direction down, −1, 0 or 1",
                            "steps since the last apple, over the most there may be, `grid_size`²",
                            "for each of `seg_size` segments, how far it lies right of and below the one before it,"
                                    + " over `grid_size`; 0 where there is none",
                            "danger, by `vision`. 0: 1 where the next cell is deadly, ahead, right and left of"
                                    + " the snake"
                                    + " (`danger_frame: relative`) or up, down, left and right on the board (`board`);"
                                    + " v > 0: the same for each cell of the window of v around the head, row by row,"
                                    + " turned with the snake if relative; −1: the whole board, head −1, body"
                                            + " −0.5, food 1"),
                    List.of("straight on", "turn right", "turn left (with `action_frame: board`: up, down, left,"
                            + " right; turning back goes straight on)"),
                    "by event, a number or a formula under `rewards`: apple_eaten 1, death_wall −1, death_self −1,"
                            + " death_starvation −0.5, step −0.001; one event a step",
                    "length 1 in a random cell, heading right, food in a random free cell",
                    "at the wall, on itself, after `grid_size`² steps without an apple, or on a full board (a win)",
                    "v1",
                    "the arcade game; danger flags in the snake's own frame are far easier to learn from"));

    private static final Discrete TURNS = Space.discrete("straight", "right", "left");
    private static final Discrete SIDES = Space.discrete("up", "down", "left", "right");
    private static final int[] TURN = {0, 1, 3}; // by action
    private static final int[] SIDE = {SnakeBoard.UP, SnakeBoard.DOWN, SnakeBoard.LEFT, SnakeBoard.RIGHT}; // by action

    private final SnakeBoard board;
    private final SnakeSight sight;
    private final boolean turns; // rather than going to a side of the board
    private final SnakeRewards rewards;

    private int steps;
    private @Nullable Event death;
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    /// The usual snake, danger and actions in its own frame.
    ///
    /// @param gridSize cells to a side, at least 2
    public Snake(int gridSize) {
        this(gridSize, 3, 0, true, true, new SnakeRewards(Map.of()));
    }

    private Snake(Options options) {
        this(options.whole("grid_size"), options.whole("seg_size"), options.whole("vision"),
                isRelative(options, "danger_frame"), isRelative(options, "action_frame"),
                new SnakeRewards(options.map("rewards")));
    }

    private Snake(int size, int segments, int vision, boolean seesRelative, boolean turns, SnakeRewards rewards) {
        if (size < 2 || size > 1000 || segments < 0 || segments >= size * size || vision < -1 || vision > size) {
            throw new IllegalArgumentException("Snake-v1 needs grid_size in 2 … 1000, seg_size in 0 …"
                    + " grid_size² − 1 and"
                    + " vision in −1 … grid_size, not " + size + ", " + segments + " and " + vision);
        }
        board = new SnakeBoard(size);
        sight = SnakeSight.of(size, segments, vision, seesRelative);
        this.turns = turns;
        this.rewards = rewards;
    }

    private static boolean isRelative(Options options, String option) {
        String frame = options.text(option);
        return switch (frame) {
            case "relative" -> true;
            case "board" -> false;
            default -> throw new IllegalArgumentException(
                    option + " of Snake-v1 is \"relative\" or \"board\", not \"" + frame + "\"");
        };
    }

    @Override
    public Space observationSpace() {
        return sight.observations();
    }

    @Override
    public Space actionSpace() {
        return turns ? TURNS : SIDES;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        board.begin(random.nextInt(board.cells()));
        board.direction = SnakeBoard.RIGHT;
        board.hunger = 0;
        board.placeFood(random);
        steps = 0;
        death = null;
        return sight.of(board);
    }

    @Override
    public Step step(Action action) {
        steps++;
        steer(action.choice());
        Event event = board.move(random);
        double reward = rewards.of(event, this);
        boolean dies = event != Event.APPLE_EATEN && event != Event.STEP;
        if (dies) {
            death = event;
        }
        float[] seen = sight.of(board);
        Step step = dies || board.food < 0 ? Step.end(reward, seen) : Step.on(reward, seen);
        step = step.withMeasures(Map.of(
                "apples", (double) apples(), "length", (double) board.length(), "hunger", (double) board.hunger));
        return dies ? step.measure(event.key(), 1) : step;
    }

    private void steer(int choice) {
        int wanted = turns ? board.direction + TURN[choice] & 3 : SIDE[choice];
        boolean back = (wanted ^ board.direction) == 2;
        board.direction = back ? board.direction : wanted;
    }

    private int apples() {
        return board.length() - 1;
    }

    /// The values of [SnakeRewards#VARIABLES].
    double[] variables() {
        int size = board.size;
        int dx = board.food < 0 ? 0 : board.food % size - board.head() % size;
        int dy = board.food < 0 ? 0 : board.food / size - board.head() / size;
        return new double[] {
            board.length(), board.hunger, board.cells(), size, apples(), Math.abs(dx) + Math.abs(dy), board.hunger,
            Integer.signum(dx), Integer.signum(dy)
        };
    }

    /// Food, direction, hunger, steps, then the body from the tail.
    @Override
    public double[] state() {
        int length = board.length();
        double[] state = new double[4 + length];
        state[0] = board.food;
        state[1] = board.direction;
        state[2] = board.hunger;
        state[3] = steps;
        for (int i = 0; i < length; i++) {
            state[4 + i] = board.segment(length - 1 - i);
        }
        return state;
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        int[] cells = Arrays.stream(state).skip(4).mapToInt(cell -> (int) cell).toArray();
        if (cells.length == 0 || Arrays.stream(cells).anyMatch(cell -> cell < 0 || cell >= board.cells())
                || Arrays.stream(cells).distinct().count() < cells.length || state[1] < 0 || state[1] > 3) {
            throw new IllegalArgumentException("A state of Snake-v1 is food, direction (0 … 3), hunger, steps,"
                    + " and the cells"
                    + " of the body from the tail, all different and on the board, not " + Arrays.toString(state));
        }
        board.begin(cells);
        board.food = (int) state[0];
        board.direction = (int) state[1];
        board.hunger = (int) state[2];
        steps = (int) state[3];
        death = null;
        random = newRandom;
        return sight.of(board);
    }

    @Override
    public Map<String, Object> scene() {
        var scene = new LinkedHashMap<String, Object>();
        scene.put("score", apples());
        if (board.food >= 0) {
            scene.put("food_position", position(board.food));
        }
        scene.put("snake_position", IntStream.range(0, board.length())
                .mapToObj(i -> position(board.segment(i))).toList());
        scene.put("game_over", death != null || board.food < 0);
        if (death != null) {
            scene.put("death_reason", death.key().substring("death_".length()));
        }
        scene.put("grid_size", board.size);
        scene.put("steps", steps);
        return scene;
    }

    private Map<String, Integer> position(int cell) {
        return Map.of("x", cell % board.size, "y", cell / board.size);
    }

    @Override
    public Picture picture() {
        int[] fromHead = IntStream.range(0, board.length()).map(board::segment).toArray();
        int apple = board.food;
        int size = board.size;
        int pixels = Math.max(4, 320 / size);
        return new Picture(size * pixels, size * pixels, canvas -> draw(canvas, size, pixels, fromHead, apple),
                String.format(Locale.ROOT, "A snake of length %d on a board of %d by %d", fromHead.length, size, size));
    }

    private static void draw(Graphics2D canvas, int size, int pixels, int[] fromHead, int apple) {
        canvas.setColor(new Color(238, 242, 232));
        canvas.fillRect(0, 0, size * pixels, size * pixels);
        for (int i = 0; i < fromHead.length; i++) {
            canvas.setColor(i == 0 ? new Color(30, 90, 40) : new Color(80, 150, 80));
            canvas.fillRect(fromHead[i] % size * pixels, fromHead[i] / size * pixels, pixels - 1, pixels - 1);
        }
        if (apple >= 0) {
            canvas.setColor(new Color(200, 50, 50));
            canvas.fillOval(apple % size * pixels, apple / size * pixels, pixels - 1, pixels - 1);
        }
    }

    @Override
    public String name() {
        return "Snake-v1";
    }
}
