package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// One axis of a still picture: what its values are worth in numbers, the range shown, the marks on it.
///
/// Categories are worth 0, 1, 2, … in the order they are met; on a logarithmic axis a value is worth its log₁₀.
final class Scale {
    private final boolean logarithmic;
    private final JsonNode fixed;                            // [low, high], where the figure says so
    private final List<String> categories = new ArrayList<>();
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean standsOnZero;

    /// @param axis plotly's axis
    Scale(JsonNode axis) {
        logarithmic = axis.path("type").asText().equals("log");
        fixed = axis.path("range");
    }

    /// What a value is worth; NaN where it is missing.
    double number(JsonNode value) {
        if (value.isTextual()) {
            if (!categories.contains(value.textValue())) {
                categories.add(value.textValue());
            }
            return categories.indexOf(value.textValue());
        }
        return value.isNumber() ? number(value.doubleValue()) : Double.NaN;
    }

    double number(double value) {
        return !logarithmic ? value : value > 0 ? Math.log10(value) : Double.NaN;
    }

    /// What each value of an array is worth.
    double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i));
        }
        return numbers;
    }

    /// Widens the range so that `number` is seen.
    void include(double number) {
        if (Double.isFinite(number)) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
    }

    /// Widens the range to zero, where bars stand: no empty part beneath them.
    void includeZero() {
        if (!logarithmic) {
            include(0);
            standsOnZero = true;
        }
    }

    /// Settles the range once everything is included.
    ///
    /// @param margin empty part at each end, as a share of the range
    void settle(double margin) {
        if (fixed.size() == 2) {
            low = fixed.get(0).asDouble();
            high = fixed.get(1).asDouble();
        } else if (low > high) {
            low = 0;
            high = 1;
        } else {
            double room = high > low ? margin * (high - low) : Math.max(0.5, Math.abs(high) / 10);
            low -= standsOnZero && low == 0 ? 0 : room;
            high += standsOnZero && high == 0 ? 0 : room;
        }
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /// Where a number lies between the ends, 0 to 1.
    double share(double number) {
        return (number - low) / (high - low);
    }

    List<Tick> ticks(int about) {
        if (!categories.isEmpty()) {
            var ticks = new ArrayList<Tick>();
            int every = Math.ceilDiv(categories.size(), 4 * about);
            for (int i = 0; i < categories.size(); i += every) {
                ticks.add(new Tick(i, TablesawJson.plain(categories.get(i))));
            }
            return ticks;
        }
        return logarithmic ? Tick.logarithmic(low, high) : Tick.linear(low, high, about);
    }
}
