package jarl.studio.plot;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/// Reads one line of a figure from the metric rows of a run.
final class Reader {
    /// Kinds of rows, in the order in which a measure is looked for.
    static final List<String> KINDS = List.of("episode", "iteration", "evaluation", "system");

    /// A line as it was measured.
    ///
    /// @param unit what one of its values comes from: an episode, an iteration, …
    record Measured(Series series, String unit) {}

    private Reader() {}

    static boolean has(RunSeries.Source source, String kind, String measure) {
        Table rows = source.rows(kind, measure);
        return rows.containsColumn(measure) && rows.rowCount() > 0;
    }

    static IllegalArgumentException unknown(RunSeries run, String measure) {
        var known = new TreeSet<String>();
        for (String kind : KINDS) {
            Table rows = run.seeds().getFirst().rows(kind);
            rows.columnNames().stream().filter(name -> isNumeric(rows, name)).forEach(known::add);
        }
        return new IllegalArgumentException("%s has no measure \"%s\"%s.".formatted(run.name(), measure,
                known.isEmpty() ? "; nothing has been measured yet" : ". It has: " + String.join(", ", known)));
    }

    /// The values of a measure over an axis; rows that lack one of them are left out.
    static Measured measured(String name, RunSeries.Source source, String kind, String measure, Axis by) {
        Table rows = source.rows(kind, measure, by.column(), Axis.STEP.column());
        if (!isNumeric(rows, measure)) {
            throw new IllegalArgumentException("%s has no numbers \"%s\" in rows of kind %s."
                    .formatted(name, measure, kind));
        }
        double[] x = places(name, source, rows, by);
        double[] y = numbers(rows, measure);
        int[] kept = IntStream.range(0, y.length)
                .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i])).toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("%s has no \"%s\" yet.".formatted(name, measure));
        }
        var series = new Series(Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
        // a table of one's own may have any name, or none
        String unit = KINDS.stream().filter(known -> known.equals(rows.name())).findFirst().orElse("value");
        return new Measured(series, unit);
    }

    private static double[] places(String name, RunSeries.Source source, Table rows, Axis by) {
        if (isNumeric(rows, by.column())) {
            return by == Axis.TIME ? throughout(numbers(rows, by.column())) : numbers(rows, by.column());
        }
        if (by != Axis.TIME) {
            throw new IllegalArgumentException("%s: the rows that have the measure have no \"%s\" to plot it over; "
                    .formatted(name, by.column()) + "choose another axis.");
        }
        return times(name, source, rows);
    }

    /// Only rows of kind `system` know the time; from step 0 on, and between them, it runs evenly with the steps.
    private static double[] times(String name, RunSeries.Source source, Table rows) {
        Table system = source.rows("system", Axis.STEP.column(), Axis.TIME.column());
        if (!isNumeric(system, Axis.TIME.column()) || !isNumeric(rows, Axis.STEP.column())) {
            throw new IllegalArgumentException("%s wrote down no times; plot it over steps.".formatted(name));
        }
        double[] steps = withZero(numbers(system, Axis.STEP.column()));
        var clock = new Series(steps, withZero(throughout(numbers(system, Axis.TIME.column()))));
        return Arrays.stream(numbers(rows, Axis.STEP.column())).map(clock::at).toArray();
    }

    /// The clock of a run that was resumed began anew; its parts one after the other.
    private static double[] throughout(double[] times) {
        double[] all = times.clone();
        double before = 0;
        for (int i = 1; i < times.length; i++) {
            before += times[i] < times[i - 1] ? times[i - 1] : 0;
            all[i] = before + times[i];
        }
        return all;
    }

    private static double[] withZero(double[] values) {
        double[] more = new double[values.length + 1];
        System.arraycopy(values, 0, more, 1, values.length);
        return more;
    }

    private static boolean isNumeric(Table rows, String column) {
        return rows.containsColumn(column) && rows.column(column) instanceof NumericColumn<?>;
    }

    private static double[] numbers(Table rows, String column) {
        return rows.numberColumn(column).asDoubleArray();
    }
}
