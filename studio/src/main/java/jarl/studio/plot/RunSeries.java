package jarl.studio.plot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/// What stands under one name in a figure: a run, or several runs that differ in their seed only.
///
/// @param name  as the legend says it
/// @param seeds where the metrics of each seed come from; one or more
public record RunSeries(String name, List<Source> seeds) {
    private static final String POLICY = "policy";

    /// The metric rows of one run.
    @FunctionalInterface
    public interface Source {
        /// The rows of a kind; a source that has but one kind gives that.
        ///
        /// @param only the columns needed
        Table rows(String kind, String... only);
    }

    public RunSeries {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("%s has no runs; name at least one run folder.".formatted(name));
        }
    }

    /// A run under its folder's name.
    public static RunSeries of(Path runFolder) {
        return of(String.valueOf(runFolder.getFileName()), runFolder);
    }

    /// Runs by their folders.
    ///
    /// @param runFolders one for each seed
    public static RunSeries of(String name, Path... runFolders) {
        return new RunSeries(name, Arrays.stream(runFolders).<Source>map(
                folder -> (kind, only) -> Metrics.read(folder, kind, only)).toList());
    }

    /// Runs by their tables.
    ///
    /// @param tables one for each seed, as [Metrics#read] gives them or shaped since with Tablesaw's own calls
    public static RunSeries of(String name, Table... tables) {
        return new RunSeries(name, Arrays.stream(tables).<Source>map(table -> (kind, only) -> table).toList());
    }

    /// Each policy of a run under its own name, in natural order.
    ///
    /// @throws IllegalArgumentException if the run's rows name no policies
    public static List<RunSeries> policies(Path runFolder) {
        var names = new TreeSet<String>(new NaturalOrder());
        for (String kind : Reader.KINDS) {
            Table rows = Metrics.read(runFolder, kind, POLICY);
            if (rows.containsColumn(POLICY)) {
                names.addAll(rows.stringColumn(POLICY).removeMissing().unique().asList());
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("The metrics in %s name no policies; plot the run itself, with "
                    .formatted(runFolder) + "RunSeries.of.");
        }
        return names.stream()
                .map(name -> new RunSeries(name, List.of((kind, only) -> rows(runFolder, kind, name, only))))
                .toList();
    }

    private static Table rows(Path runFolder, String kind, String policy, String... only) {
        String[] columns = Stream.concat(Stream.of(only), Stream.of(POLICY)).toArray(String[]::new);
        Table rows = only.length == 0 ? Metrics.read(runFolder, kind) : Metrics.read(runFolder, kind, columns);
        if (!rows.containsColumn(POLICY)) {
            return rows;                                     // the machine's rows belong to all
        }
        return rows.where(rows.stringColumn(POLICY).isEqualTo(policy));
    }
}
