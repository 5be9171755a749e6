package jarl.studio.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;

/// A measure as it grew: one line for a run, the mean and a band for several seeds.
///
/// ```java
/// Curve.of("episode_return", RunSeries.of("ppo", seed1, seed2, seed3), RunSeries.of("dqn", seed4))
///         .by(Axis.TIME).smooth(50).target("solved", 475).figure()
/// ```
///
/// What is smoothed says so in the legend, and the values as they were measured stand faintly behind. Names come in
/// natural order, each with a colour that colour-blind people can tell from the others (from the eighth on, with
/// another dash). A figure holds at most 2000 points of each: lines, what stands behind them, bands. (More than a
/// hundred names have 20 each.)
public final class Curve {
    private static final int POINTS = 2000;
    private static final int SUMMED_UP = 5;                  // names in the one line of text
    private static final int LEAST = 20;                     // points of a line, however many lines there are

    private final String measure;
    private final List<RunSeries> runs;
    private final List<Target> targets = new ArrayList<>();
    private Axis by = Axis.STEP;
    private @Nullable String kind;
    private int window;                                      // 0: chosen by length
    private Spread spread = Spread.DEVIATION;
    private String title;
    private String label;
    private boolean logarithmic;

    private record Target(String name, double value) {}

    /// One name's lines, read and reckoned.
    ///
    /// @param measured as measured, the mean of the seeds
    /// @param band     the same smoothed, and how far the seeds lie apart
    /// @param window   values in a smoothed mean; 1: not smoothed
    /// @param unit     what one value comes from
    private record Group(String name, int seeds, Series measured, Band band, int window, String unit) {}

    private Curve(String measure, List<RunSeries> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("Nothing to plot: name at least one run.");
        }
        this.measure = measure;
        this.runs = runs.stream().sorted(Comparator.comparing(RunSeries::name, new NaturalOrder())).toList();
        title = Words.title(measure);
        label = Words.label(measure);
    }

    /// The curve of a measure, for any number of names.
    ///
    /// @param measure a key of metric rows, as `episode_return`
    public static Curve of(String measure, List<RunSeries> runs) {
        return new Curve(measure, runs);
    }

    /// The curve of a measure.
    ///
    /// @param measure a key of metric rows, as `episode_return`
    public static Curve of(String measure, RunSeries... runs) {
        return new Curve(measure, List.of(runs));
    }

    /// Over what; over steps if nothing is said.
    public Curve by(Axis axis) {
        by = axis;
        return this;
    }

    /// Rows of this kind only. If nothing is said: the first of episode, iteration, evaluation, system that has the
    /// measure.
    public Curve kind(String kind) {
        this.kind = kind;
        return this;
    }

    /// The mean of the last so many values. If nothing is said, curves of up to 200 values and those of measures that
    /// are means already (`mean_…`) are not smoothed, the others over a fiftieth of their values, at most 100.
    ///
    /// @param window values in a mean; 1: none
    public Curve smooth(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("A mean over %d values is none; smooth(1) leaves them as they are."
                    .formatted(window));
        }
        this.window = window;
        return this;
    }

    /// What the band over seeds shows.
    public Curve spread(Spread spread) {
        this.spread = spread;
        return this;
    }

    public Curve title(String title) {
        this.title = title;
        return this;
    }

    /// What the upright axis says, with its unit.
    public Curve label(String label) {
        this.label = label;
        return this;
    }

    /// The upright axis in powers of ten; values that are not positive are left out.
    public Curve logarithmic() {
        logarithmic = true;
        return this;
    }

    /// A level to compare with, as a dashed grey line.
    public Curve target(String name, double value) {
        targets.add(new Target(name, value));
        return this;
    }

    /// Reads the runs and draws them.
    ///
    /// @throws IllegalArgumentException if a run does not have the measure; the message says what it has
    public Figure figure() {
        List<Group> groups = runs.stream().map(this::read).toList();
        double last = groups.stream().mapToDouble(group -> group.band.mean().last()).max().orElseThrow();
        Unit unit = Unit.of(by, last);
        var sketch = new Sketch();
        String common = common(groups);
        for (int i = 0; i < groups.size(); i++) {
            drawBehind(sketch, groups.get(i), i, unit);      // no band lies over a line
        }
        for (int i = 0; i < groups.size(); i++) {
            drawLine(sketch, groups.get(i), i, unit, common.isEmpty());
        }
        sketch.subtitle(common);
        double first = groups.stream().mapToDouble(group -> group.band.mean().first()).min().orElseThrow();
        for (Target target : targets) {
            double[] ends = {first / unit.size, last / unit.size};
            sketch.line(target.name, new Series(ends, new double[] {target.value, target.value}), Style.NEUTRAL, 1.5,
                    Line.Dash.DASH).put("hoverinfo", "skip");
        }
        return sketch.figure(layout(unit), summary(groups, unit));
    }

    // --- reading

    private Group read(RunSeries run) {
        String from = kind == null ? kindWith(run) : kind;
        List<Reader.Measured> measured = run.seeds().stream()
                .map(seed -> Reader.measured(run.name(), seed, from, measure, by)).toList();
        List<Series> raw = measured.stream().map(Reader.Measured::series).toList();
        int longest = raw.stream().mapToInt(Series::size).max().orElseThrow();
        int over = window > 0 ? window : longest <= 200 || isMean() ? 1 : Math.min(100, longest / 50);
        List<Series> smooth = raw.stream().map(series -> series.smoothed(over)).toList();
        int places = Math.min(400, points() / 2);            // a band goes there and back
        return new Group(run.name(), raw.size(), Band.over(raw, spread, places).mean(),
                Band.over(smooth, spread, places), over, measured.getFirst().unit());
    }

    private boolean isMean() {
        return measure.startsWith("mean_");
    }

    private String kindWith(RunSeries run) {
        return Reader.KINDS.stream()
                .filter(kind -> Reader.has(run.seeds().getFirst(), kind, measure))
                .findFirst()
                .orElseThrow(() -> Reader.unknown(run, measure));
    }

    // --- drawing

    /// The values as they were measured, and the band.
    private void drawBehind(Sketch sketch, Group group, int index, Unit unit) {
        String colour = Style.colour(index);
        if (showsRaw(group)) {
            Series measured = unit.of(group.measured).thinned(points());
            behind(sketch.line(group.name, measured, colour, 1, Line.Dash.SOLID), index).put("opacity", 0.3);
        }
        if (group.seeds > 1) {
            Series outline = unit.of(logarithmic ? group.band.positive().outline() : group.band.outline());
            behind(sketch.line(group.name, outline, colour, 0, Line.Dash.SOLID), index)
                    .put("fill", "toself").put("fillcolor", translucent(colour));
        }
    }

    /// @param remarked whether the legend says how the line was made
    private void drawLine(Sketch sketch, Group group, int index, Unit unit, boolean remarked) {
        Series mean = unit.of(group.band.mean()).thinned(points());
        String remark = remarked ? remark(group) : "";
        String name = remark.isEmpty() ? group.name : group.name + " (" + remark + ")";
        sketch.line(name, mean, Style.colour(index), 2, Style.dash(index)).put("legendgroup", "g" + index);
    }

    /// Behind several bands the values would be a thicket.
    private boolean showsRaw(Group group) {
        return group.window > 1 && (group.seeds == 1 || runs.size() == 1);
    }

    /// Points of one name's line.
    private int points() {
        return Math.max(LEAST, POINTS / runs.size());
    }

    /// What stands behind a line goes with it, and says nothing of its own.
    private static ObjectNode behind(ObjectNode trace, int group) {
        return trace.put("legendgroup", "g" + group).put("showlegend", false).put("hoverinfo", "skip");
    }

    private static String translucent(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return "rgba(%d,%d,%d,0.2)".formatted(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
    }

    /// What can be said of all lines at once stands beneath the title; empty where their remarks differ.
    private String common(List<Group> groups) {
        List<String> remarks = groups.stream().map(this::remark).distinct().toList();
        return groups.size() > 1 && remarks.size() == 1 && !title.isEmpty() ? remarks.getFirst() : "";
    }

    private String remark(Group group) {
        var words = new ArrayList<String>();
        if (group.seeds > 1) {
            words.add("mean of %d seeds, %s".formatted(group.seeds, spread.words()));
        }
        if (group.window > 1) {
            words.add("smoothed over %d %ss%s".formatted(group.window, group.unit, showsRaw(group) ? ", raw behind" : ""));
        }
        return String.join("; ", words);
    }

    private Layout layout(Unit unit) {
        return Layout.builder().autosize(true)
                .title(Sketch.safe(title))
                .xAxis(tech.tablesaw.plotly.components.Axis.builder().title(unit.label).build())
                .yAxis(tech.tablesaw.plotly.components.Axis.builder().title(Sketch.safe(label))
                        .type(logarithmic ? tech.tablesaw.plotly.components.Axis.Type.LOG
                                : tech.tablesaw.plotly.components.Axis.Type.LINEAR).build())
                .build();
    }

    private String summary(List<Group> groups, Unit unit) {
        return groups.stream().limit(SUMMED_UP).map(group -> summary(group, unit))
                .collect(Collectors.joining("; ", measure + " by " + unit.label + ": ",
                        groups.size() > SUMMED_UP ? "; and %d more".formatted(groups.size() - SUMMED_UP) : ""));
    }

    private static String summary(Group group, Unit unit) {
        Series mean = group.band.mean();
        var range = DoubleStream.of(group.measured.y()).summaryStatistics();
        return "%s from %s to %s, values %s to %s, last %s%s%s".formatted(group.name,
                Words.number(mean.first() / unit.size), Words.number(mean.last() / unit.size),
                Words.number(range.getMin()), Words.number(range.getMax()), Words.number(mean.y()[mean.size() - 1]),
                group.window > 1 ? " (mean of %d)".formatted(group.window) : "",
                group.seeds > 1 ? " over %d seeds".formatted(group.seeds) : "");
    }

    /// What the lying axis counts.
    ///
    /// @param size how many of the column's own units one of these is
    private record Unit(String label, double size) {
        static Unit of(Axis axis, double longest) {
            return switch (axis) {
                case STEP -> new Unit("environment steps", 1);
                case EPISODE -> new Unit("episodes", 1);
                case TIME -> longest > 3 * 3600 ? new Unit("time (hours)", 3600)
                        : longest > 3 * 60 ? new Unit("time (minutes)", 60) : new Unit("time (seconds)", 1);
            };
        }

        Series of(Series series) {
            return size == 1 ? series : new Series(Arrays.stream(series.x()).map(x -> x / size).toArray(), series.y());
        }
    }
}
