package jarl.env.grid;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Discrete;
import jarl.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Walk along a cliff to the goal; whoever falls begins again and pays. Gymnasium's CliffWalking-v1.
public final class CliffWalking implements Environment {
    public static final EnvironmentEntry ENTRY = entry("CliffWalking-v1", false).score("optimal", -13);
    public static final EnvironmentEntry ENTRY_SLIPPERY = entry("CliffWalkingSlippery-v1", true);

    private static EnvironmentEntry entry(String name, boolean slippery) {
        return EnvironmentEntry.of(name, options -> new CliffWalking(name, options.flag("is_slippery")))
                .option("is_slippery", slippery)
                .about(new About(
                        "Walk along a cliff from the lower left to the lower right corner of a board of 4 × 12 cells.",
                        List.of("the cell, row by row from the upper left"),
                        List.of("up", "right", "down", "left"),
                        "−1 a step, −100 for one over the cliff, which leads back to the start",
                        "in the lower left corner, cell 36",
                        "in the lower right corner, cell 47; Gymnasium sets no clock, so set"
                                + " `max_episode_steps` for learning",
                        "v1; slippery: a move goes to either side as often as where it should",
                        "Sutton & Barto (2018), example 6.6;"
                                + " https://gymnasium.farama.org/environments/toy_text/cliff_walking/"));
    }

    private static final int ROWS = 4;
    private static final int COLUMNS = 12;
    private static final int START = 36;
    private static final int GOAL = 47;
    private static final double THIRD = 1.0 / 3;
    private static final Discrete ACTIONS = Space.discrete("up", "right", "down", "left");

    private final String name;
    private final boolean slippery;
    private int cell = START;
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    public CliffWalking() {
        this("CliffWalking-v1", false);
    }

    private CliffWalking(String name, boolean slippery) {
        this.name = name;
        this.slippery = slippery;
    }

    @Override
    public Space observationSpace() {
        return Space.discrete(ROWS * COLUMNS);
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        random.nextDouble(); // Gymnasium draws the start even where there is but one
        cell = START;
        return new float[] {cell};
    }

    @Override
    public Step step(Action action) {
        int outcome = slippery ? Chance.outcome(random, THIRD, THIRD, THIRD) : Chance.outcome(random, 1) + 1;
        int to = beside(cell, Math.floorMod(action.choice() - 1 + outcome, 4));
        if (to > START && to < GOAL) {
            cell = START;
            return Step.on(-100, cell);
        }
        cell = to;
        return cell == GOAL ? Step.end(-1, cell) : Step.on(-1, cell);
    }

    private static int beside(int cell, int direction) {
        int row = cell / COLUMNS;
        int column = cell % COLUMNS;
        return switch (direction) {
            case 0 -> cell - (row > 0 ? COLUMNS : 0);
            case 1 -> cell + (column < COLUMNS - 1 ? 1 : 0);
            case 2 -> cell + (row < ROWS - 1 ? COLUMNS : 0);
            default -> cell - (column > 0 ? 1 : 0);
        };
    }

    @Override
    public double[] state() {
        return new double[] {cell};
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        cell = Chance.cell(name, state, ROWS * COLUMNS);
        random = newRandom;
        return new float[] {cell};
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("rows", ROWS, "columns", COLUMNS, "cell", cell);
    }

    @Override
    public Picture picture() {
        int at = cell;
        return new Picture(COLUMNS * 40, ROWS * 40, canvas -> draw(canvas, at),
                "A board with a cliff below; the walker is in row " + (at / COLUMNS + 1) + ", column "
                        + (at % COLUMNS + 1));
    }

    private static void draw(Graphics2D canvas, int at) {
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            int x = i % COLUMNS * 40;
            int y = i / COLUMNS * 40;
            canvas.setColor(i == GOAL ? new Color(120, 190, 110)
                    : i > START && i < GOAL ? new Color(90, 70, 60) : new Color(225, 215, 190));
            canvas.fillRect(x, y, 40, 40);
            canvas.setColor(Color.GRAY);
            canvas.drawRect(x, y, 39, 39);
            if (i == at) {
                canvas.setColor(new Color(200, 80, 40));
                canvas.fillOval(x + 10, y + 10, 20, 20);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }
}
