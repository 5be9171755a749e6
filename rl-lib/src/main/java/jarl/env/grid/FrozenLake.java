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
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Cross a frozen lake from start to goal without falling through a hole; the ice is slippery. Gymnasium's
/// FrozenLake-v1.
public final class FrozenLake implements Environment {
    private static final List<String> SMALL = List.of("SFFF", "FHFH", "FFFH", "HFFG");
    private static final List<String> LARGE = List.of(
            "SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG");

    private static final About ABOUT = new About(
            "Cross a frozen lake from start to goal without falling through a hole. On slippery ice one third"
                    + " of the moves"
                    + " go where they should, the others to either side of it.",
            List.of("the cell, row by row from the upper left"),
            List.of("left", "down", "right", "up"),
            "`reward_schedule`: at the goal (1), in a hole (0), on ice (0)",
            "on the cell S",
            "in a hole (H) or at the goal (G)",
            "v1; `desc` gives a map of your own, rows of S, F, H and G",
            "https://gymnasium.farama.org/environments/toy_text/frozen_lake/");

    public static final EnvironmentEntry ENTRY = entry("FrozenLake-v1", "4x4").timeLimit(100).solvedAt(0.70)
            .score("random", 0.015).score("optimal", 0.74);
    public static final EnvironmentEntry ENTRY_8X8 = entry("FrozenLake8x8-v1", "8x8").timeLimit(200).solvedAt(0.85)
            .score("random", 0.002).score("optimal", 0.91);

    private static EnvironmentEntry entry(String name, String map) {
        return EnvironmentEntry.of(name, options -> new FrozenLake(name, options))
                .option("map_name", map)
                .option("desc", List.of())
                .option("is_slippery", true)
                .option("success_rate", 1.0 / 3)
                .option("reward_schedule", List.of(1, 0, 0))
                .about(ABOUT);
    }

    private static final Discrete ACTIONS = Space.discrete("left", "down", "right", "up");

    private final String name;
    private final Lake lake;
    private final boolean slippery;
    private final double successRate;
    private final double[] rewards; // goal, hole, ice
    private int cell;
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    /// The 4 × 4 lake.
    ///
    /// @param slippery whether two moves of three go astray
    public FrozenLake(boolean slippery) {
        this("FrozenLake-v1", new Lake(SMALL), slippery, 1.0 / 3, new double[] {1, 0, 0});
    }

    private FrozenLake(String name, Options options) {
        this(name, Lake.of(options), options.flag("is_slippery"), options.number("success_rate"), schedule(options));
    }

    private FrozenLake(String name, Lake lake, boolean slippery, double successRate, double[] rewards) {
        if (!(successRate >= 0 && successRate <= 1)) {
            throw new IllegalArgumentException("success_rate of " + name + " lies in [0, 1], unlike " + successRate);
        }
        this.name = name;
        this.lake = lake;
        this.slippery = slippery;
        this.successRate = successRate;
        this.rewards = rewards;
    }

    private static double[] schedule(Options options) {
        List<?> rewards = options.list("reward_schedule");
        if (rewards.size() != 3 || !rewards.stream().allMatch(Number.class::isInstance)) {
            throw new IllegalArgumentException(
                    "reward_schedule is three numbers, for goal, hole and ice, such as [1, 0, 0], not " + rewards);
        }
        return rewards.stream().mapToDouble(reward -> ((Number) reward).doubleValue()).toArray();
    }

    /// The map: rows of equal length of `S` (one start), `F` (ice), `H` (holes) and `G` (goals).
    private record Lake(List<String> rows) {
        Lake {
            rows = List.copyOf(rows);
            int columns = rows.isEmpty() ? 0 : rows.getFirst().length();
            if (columns == 0 || rows.stream().anyMatch(row -> row.length() != columns || !row.matches("[SFHG]*"))
                    || String.join("", rows).chars().filter(letter -> letter == 'S').count() != 1) {
                throw new IllegalArgumentException(
                        "A frozen lake is rows of equal length of the letters S (once), F, H and G, not " + rows);
            }
        }

        static Lake of(Options options) {
            List<?> own = options.list("desc");
            if (!own.isEmpty()) {
                return new Lake(own.stream().map(String::valueOf).toList());
            }
            String map = options.text("map_name");
            return switch (map) {
                case "4x4" -> new Lake(SMALL);
                case "8x8" -> new Lake(LARGE);
                default -> throw new IllegalArgumentException("map_name is \"4x4\" or \"8x8\", not \"" + map + "\"");
            };
        }

        int columns() {
            return rows.getFirst().length();
        }

        int cells() {
            return rows.size() * columns();
        }

        int start() {
            return String.join("", rows).indexOf('S');
        }

        char letter(int cell) {
            return rows.get(cell / columns()).charAt(cell % columns());
        }

        int beside(int cell, int direction) {
            int row = cell / columns();
            int column = cell % columns();
            return switch (direction) {
                case 0 -> cell - (column > 0 ? 1 : 0);
                case 1 -> cell + (row < rows.size() - 1 ? columns() : 0);
                case 2 -> cell + (column < columns() - 1 ? 1 : 0);
                default -> cell - (row > 0 ? columns() : 0);
            };
        }
    }

    @Override
    public Space observationSpace() {
        return Space.discrete(lake.cells());
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        random.nextDouble(); // Gymnasium draws the start even where there is but one
        cell = lake.start();
        return new float[] {cell};
    }

    @Override
    public Step step(Action action) {
        if (isEnd(cell)) {
            return Step.end(0, cell);
        }
        cell = lake.beside(cell, direction(action.choice()));
        double reward = switch (lake.letter(cell)) {
            case 'G' -> rewards[0];
            case 'H' -> rewards[1];
            default -> rewards[2];
        };
        return isEnd(cell) ? Step.end(reward, cell) : Step.on(reward, cell);
    }

    private boolean isEnd(int at) {
        return lake.letter(at) == 'G' || lake.letter(at) == 'H';
    }

    private int direction(int wanted) {
        if (!slippery) {
            random.nextDouble(); // Gymnasium draws among one outcome
            return wanted;
        }
        double failRate = (1 - successRate) / 2;
        return Math.floorMod(wanted - 1 + Chance.outcome(random, failRate, successRate, failRate), 4);
    }

    @Override
    public double[] state() {
        return new double[] {cell};
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        cell = Chance.cell(name, state, lake.cells());
        random = newRandom;
        return new float[] {cell};
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("map", lake.rows(), "cell", cell);
    }

    @Override
    public Picture picture() {
        int at = cell;
        int size = 40; // pixels
        return new Picture(lake.columns() * size, lake.rows().size() * size, canvas -> draw(canvas, size, at),
                "A frozen lake; the walker is in row " + (at / lake.columns() + 1) + ", column "
                        + (at % lake.columns() + 1));
    }

    private void draw(Graphics2D canvas, int size, int at) {
        for (int i = 0; i < lake.cells(); i++) {
            int x = i % lake.columns() * size;
            int y = i / lake.columns() * size;
            canvas.setColor(switch (lake.letter(i)) {
                case 'H' -> new Color(30, 60, 110);
                case 'G' -> new Color(120, 190, 110);
                default -> new Color(215, 235, 250);
            });
            canvas.fillRect(x, y, size, size);
            canvas.setColor(Color.GRAY);
            canvas.drawRect(x, y, size - 1, size - 1);
            if (i == at) {
                canvas.setColor(new Color(200, 80, 40));
                canvas.fillOval(x + size / 4, y + size / 4, size / 2, size / 2);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }
}
