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
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A snake on a square board grows by each apple it eats, and must not meet the wall, itself, or hunger.
///
/// Directions count 0 right, 1 down, 2 left, 3 up; cells row by row from the upper left. The cell of the tail is free
/// to enter, since the tail leaves it in the same step. A full board ends the episode, and is a win.
public final class Snake implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry.of("Snake-v1", options -> new Snake(options))
            .option("grid_size", 15)
            .option("seg_size", 3)
            .option("vision", 0)
            .option("danger_frame", "relative")
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
                    List.of("straight on", "turn right", "turn left"),
                    "by event, a number or a formula under `rewards`: apple_eaten 1, death_wall −1, death_self −1,"
                            + " death_starvation −0.5, step −0.001; one event a step",
                    "length 1 in a random cell, heading right, food in a random free cell",
                    "at the wall, on itself, after `grid_size`² steps without an apple, or on a full board (a win)",
                    "v1",
                    "the arcade game; danger flags in the snake's own frame are far easier to learn from"));

    private static final Discrete ACTIONS = Space.discrete("straight", "right", "left");
    private static final int[] DX = {1, 0, -1, 0};
    private static final int[] DY = {0, 1, 0, -1};
    private static final int[] TURN = {0, 1, 3}; // by action
    private static final int[] BOARD_FLAGS = {3, 1, 2, 0}; // up, down, left, right

    private final int size;
    private final int segments;
    private final int vision;
    private final boolean relative;
    private final SnakeRewards rewards;
    private final Box observations;

    private final int[] body; // a ring of cells
    private final boolean[] taken; // by the body
    private int tail; // where in the ring it is
    private int length;
    private int food; // a cell; −1 on a full board
    private int direction;
    private int hunger; // steps since the last apple
    private int steps;
    private @Nullable Event death;
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    /// The usual snake, danger in its own frame.
    ///
    /// @param gridSize cells to a side, at least 2
    public Snake(int gridSize) {
        this(gridSize, 3, 0, true, new SnakeRewards(Map.of()));
    }

    private Snake(Options options) {
        this(options.whole("grid_size"), options.whole("seg_size"), options.whole("vision"),
                isRelative(options.text("danger_frame")), new SnakeRewards(options.map("rewards")));
    }

    private Snake(int size, int segments, int vision, boolean relative, SnakeRewards rewards) {
        if (size < 2 || size > 1000 || segments < 0 || segments >= size * size || vision < -1 || vision > size) {
            throw new IllegalArgumentException("Snake-v1 needs grid_size in 2 … 1000, seg_size in 0 …"
                    + " grid_size² − 1 and"
                    + " vision in −1 … grid_size, not " + size + ", " + segments + " and " + vision);
        }
        this.size = size;
        this.segments = segments;
        this.vision = vision;
        this.relative = relative;
        this.rewards = rewards;
        observations = Space.box(5 + 2 * segments + dangers(), -1, 1);
        body = new int[size * size];
        taken = new boolean[size * size];
    }

    private static boolean isRelative(String frame) {
        return switch (frame) {
            case "relative" -> true;
            case "board" -> false;
            default -> throw new IllegalArgumentException(
                    "danger_frame of Snake-v1 is \"relative\" or \"board\", not \"" + frame + "\"");
        };
    }

    private int dangers() {
        int side = 2 * vision + 1;
        return vision < 0 ? size * size : vision > 0 ? side * side - 1 : relative ? 3 : 4;
    }

    @Override
    public Space observationSpace() {
        return observations;
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        begin(new int[] {random.nextInt(body.length)});
        direction = 0;
        hunger = 0;
        steps = 0;
        placeFood();
        return observation();
    }

    private void begin(int[] fromTail) {
        Arrays.fill(taken, false);
        System.arraycopy(fromTail, 0, body, 0, fromTail.length);
        for (int cell : fromTail) {
            taken[cell] = true;
        }
        tail = 0;
        length = fromTail.length;
        death = null;
    }

    /// In a free cell, each as likely.
    private void placeFood() {
        int free = body.length - length;
        if (free == 0) {
            food = -1;
            return;
        }
        int chosen = random.nextInt(free);
        int cell = 0;
        while (taken[cell] || chosen-- > 0) {
            cell++;
        }
        food = cell;
    }

    @Override
    public Step step(Action action) {
        steps++;
        hunger++;
        direction = direction + TURN[action.choice()] & 3;
        Event event = move();
        double reward = rewards.of(event, this);
        boolean over = event != Event.APPLE_EATEN && event != Event.STEP;
        if (over) {
            death = event;
        }
        Step step = over || food < 0 ? Step.end(reward, observation()) : Step.on(reward, observation());
        return step.withMeasures(Map.of(
                "apples", (double) apples(), "length", (double) length, "hunger", (double) hunger));
    }

    private Event move() {
        int head = head();
        int x = head % size + DX[direction];
        int y = head / size + DY[direction];
        if (x < 0 || x >= size || y < 0 || y >= size) {
            return Event.DEATH_WALL;
        }
        int next = y * size + x;
        if (taken[next] && next != body[tail]) {
            return Event.DEATH_SELF;
        }
        boolean eats = next == food;
        if (!eats) {
            taken[body[tail]] = false;
            tail = tail + 1 < body.length ? tail + 1 : 0;
            length--;
        }
        length++;
        body[ring(length - 1)] = next;
        taken[next] = true;
        if (eats) {
            hunger = 0;
            placeFood();
            return Event.APPLE_EATEN;
        }
        return hunger >= body.length ? Event.DEATH_STARVATION : Event.STEP;
    }

    /// Where in the ring the i-th segment from the tail is.
    private int ring(int i) {
        int at = tail + i;
        return at < body.length ? at : at - body.length;
    }

    private int head() {
        return body[ring(length - 1)];
    }

    private int apples() {
        return length - 1;
    }

    /// The values of [SnakeRewards#VARIABLES].
    double[] variables() {
        int dx = food < 0 ? 0 : food % size - head() % size;
        int dy = food < 0 ? 0 : food / size - head() / size;
        return new double[] {
            length, hunger, body.length, size, apples(), Math.abs(dx) + Math.abs(dy), hunger,
            Integer.signum(dx), Integer.signum(dy)
        };
    }

    private float[] observation() {
        float[] row = new float[observations.width()];
        float scale = size;
        int head = head();
        int x = head % size;
        int y = head / size;
        if (food >= 0) {
            row[0] = (food % size - x) / scale;
            row[1] = (food / size - y) / scale;
        }
        row[2] = DX[direction];
        row[3] = DY[direction];
        row[4] = (float) hunger / body.length;
        for (int i = 0; i < Math.min(segments, length - 1); i++) {
            int before = body[ring(length - 1 - i)];
            int segment = body[ring(length - 2 - i)];
            row[5 + 2 * i] = (segment % size - before % size) / scale;
            row[6 + 2 * i] = (segment / size - before / size) / scale;
        }
        lookAround(row, 5 + 2 * segments, x, y);
        return row;
    }

    private void lookAround(float[] row, int from, int x, int y) {
        int at = from;
        if (vision < 0) {
            seeBoard(row, at);
        } else if (vision > 0) {
            seeWindow(row, at, x, y);
        } else if (relative) {
            for (int turn : TURN) {
                row[at++] = danger(x, y, direction + turn & 3);
            }
        } else {
            for (int side : BOARD_FLAGS) {
                row[at++] = danger(x, y, side);
            }
        }
    }

    private float danger(int x, int y, int side) {
        return isDeadly(x + DX[side], y + DY[side]) ? 1 : 0;
    }

    private boolean isDeadly(int x, int y) {
        if (x < 0 || x >= size || y < 0 || y >= size) {
            return true;
        }
        int cell = y * size + x;
        return taken[cell] && cell != body[tail];
    }

    /// Row by row; in the snake's frame "up" is ahead.
    private void seeWindow(float[] row, int from, int x, int y) {
        int ahead = relative ? direction : 3;
        int right = ahead + 1 & 3;
        int at = from;
        for (int v = vision; v >= -vision; v--) {
            for (int u = -vision; u <= vision; u++) {
                if (u != 0 || v != 0) {
                    int seenX = x + u * DX[right] + v * DX[ahead];
                    int seenY = y + u * DY[right] + v * DY[ahead];
                    row[at++] = isDeadly(seenX, seenY) ? 1 : 0;
                }
            }
        }
    }

    private void seeBoard(float[] row, int from) {
        for (int i = 0; i < length; i++) {
            row[from + body[ring(i)]] = -0.5f;
        }
        row[from + head()] = -1;
        if (food >= 0) {
            row[from + food] = 1;
        }
    }

    /// Food, direction, hunger, steps, then the body from the tail.
    @Override
    public double[] state() {
        double[] state = new double[4 + length];
        state[0] = food;
        state[1] = direction;
        state[2] = hunger;
        state[3] = steps;
        for (int i = 0; i < length; i++) {
            state[4 + i] = body[ring(i)];
        }
        return state;
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        int[] cells = Arrays.stream(state).skip(4).mapToInt(cell -> (int) cell).toArray();
        if (cells.length == 0 || Arrays.stream(cells).anyMatch(cell -> cell < 0 || cell >= body.length)
                || Arrays.stream(cells).distinct().count() < cells.length || state[1] < 0 || state[1] > 3) {
            throw new IllegalArgumentException("A state of Snake-v1 is food, direction (0 … 3), hunger, steps,"
                    + " and the cells"
                    + " of the body from the tail, all different and on the board, not " + Arrays.toString(state));
        }
        begin(cells);
        food = (int) state[0];
        direction = (int) state[1];
        hunger = (int) state[2];
        steps = (int) state[3];
        random = newRandom;
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        var scene = new LinkedHashMap<String, Object>();
        var snake = new ArrayList<Map<String, Integer>>();
        for (int i = length - 1; i >= 0; i--) {
            snake.add(position(body[ring(i)]));
        }
        scene.put("score", apples());
        if (food >= 0) {
            scene.put("food_position", position(food));
        }
        scene.put("snake_position", snake);
        scene.put("game_over", death != null || food < 0);
        if (death != null) {
            scene.put("death_reason", death.key().substring("death_".length()));
        }
        scene.put("grid_size", size);
        scene.put("steps", steps);
        return scene;
    }

    private Map<String, Integer> position(int cell) {
        return Map.of("x", cell % size, "y", cell / size);
    }

    @Override
    public Picture picture() {
        int[] cells = new int[length];
        Arrays.setAll(cells, i -> body[ring(i)]);
        int apple = food;
        int pixels = Math.max(4, 320 / size);
        return new Picture(size * pixels, size * pixels, canvas -> draw(canvas, cells, apple, pixels), String.format(
                Locale.ROOT, "A snake of length %d on a board of %d by %d", cells.length, size, size));
    }

    private void draw(Graphics2D canvas, int[] cells, int apple, int pixels) {
        canvas.setColor(new Color(238, 242, 232));
        canvas.fillRect(0, 0, size * pixels, size * pixels);
        for (int i = 0; i < cells.length; i++) {
            canvas.setColor(i == cells.length - 1 ? new Color(30, 90, 40) : new Color(80, 150, 80));
            canvas.fillRect(cells[i] % size * pixels, cells[i] / size * pixels, pixels - 1, pixels - 1);
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
