package jarl.env.grid;

import jarl.env.Formula;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What Snake pays for each event: a number, or a formula over what is so at the time.
final class SnakeRewards {
    /// Exactly one of them happens in a step.
    enum Event {
        APPLE_EATEN(1),
        DEATH_WALL(-1),
        DEATH_SELF(-1),
        DEATH_STARVATION(-0.5),
        STEP(-0.001);

        private final double usual;

        Event(double usual) {
            this.usual = usual;
        }

        /// `apple_eaten`.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a formula may name; the order is that of [Snake]'s values.
    static final List<String> VARIABLES = List.of("snake_length", "hunger", "max_hunger", "grid_size", "score",
            "distance_to_food", "steps_since_last_food", "relative_food_direction_x", "relative_food_direction_y");

    private final Map<Event, Double> numbers = new EnumMap<>(Event.class);
    private final Map<Event, Formula> formulas = new EnumMap<>(Event.class);

    /// The usual rewards.
    static Map<String, Object> usual() {
        var usual = new LinkedHashMap<String, Object>();
        for (Event event : Event.values()) {
            usual.put(event.key(), event.usual);
        }
        return usual;
    }

    /// Reads the rewards asked for; those not named stay as usual.
    ///
    /// @param asked by event, a number or a formula
    SnakeRewards(Map<?, ?> asked) {
        for (Event event : Event.values()) {
            numbers.put(event, event.usual);
        }
        asked.forEach((key, value) -> {
            Event event = event(String.valueOf(key));
            switch (value) {
                case Number number -> numbers.put(event, number.doubleValue());
                case String formula -> formulas.put(event, Formula.parse(formula, VARIABLES));
                default -> throw new IllegalArgumentException(
                        "The reward of " + key + " is a number or a formula, not " + value);
            }
        });
    }

    private static Event event(String key) {
        for (Event event : Event.values()) {
            if (event.key().equals(key)) {
                return event;
            }
        }
        throw new IllegalArgumentException(
                "Snake pays for no event \"" + key + "\"; it knows: " + String.join(", ", usual().keySet()));
    }

    /// What `event` pays, the board being as it is after it.
    double of(Event event, Snake board) {
        Formula formula = formulas.get(event);
        return formula == null ? numbers.getOrDefault(event, 0.0) : formula.evaluate(board.variables());
    }
}
