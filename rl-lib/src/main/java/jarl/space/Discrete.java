package jarl.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The choices `0 … n − 1`.
///
/// @param n     how many there are, at least 1
/// @param names one for each choice, or none at all
public record Discrete(int n, List<String> names) implements Space {
    public Discrete {
        names = List.copyOf(names);
        if (n < 1) {
            throw new IllegalArgumentException("A discrete space has at least 1 choice, not " + n);
        }
        if (!names.isEmpty() && names.size() != n) {
            throw new IllegalArgumentException(n + " choices, but " + names.size() + " names: " + names);
        }
    }

    /// The number of the choice of this name.
    ///
    /// @throws IllegalArgumentException if no choice has it; the message names those there are
    public int choice(String name) {
        int choice = names.indexOf(name);
        if (choice < 0) {
            throw new IllegalArgumentException(names.isEmpty() ? "These choices have no names, so not \"" + name + "\""
                    : "No choice is called \"" + name + "\"; there are: " + String.join(", ", names));
        }
        return choice;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public boolean contains(float[] row) {
        return row.length == 1 && isChoice(row[0], n);
    }

    static boolean isChoice(float value, int n) {
        return value >= 0 && value < n && value == (int) value;
    }

    @Override
    public Map<String, Object> describe() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "discrete");
        fields.put("n", n);
        if (!names.isEmpty()) {
            fields.put("names", names);
        }
        return fields;
    }
}
