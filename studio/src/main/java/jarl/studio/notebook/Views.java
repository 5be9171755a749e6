package jarl.studio.notebook;

import jarl.config.Config;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Renderers;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.judge.Judgement;
import jarl.studio.plot.Curve;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// How the library's values look in a cell.
final class Views {
    private static final int SHOWN_ROWS = 100;

    private Views() {}

    static void register(Renderers to) {
        to.register(Config.class, Views::config);
        to.register(Run.class, Views::run);
        to.register(Evaluation.class, Views::evaluation);
        to.register(Table.class, Views::table);
        to.register(Curve.class, curve -> curve.figure().display());
        to.register(Judgement.class, judgement -> evaluation(judgement.evaluation()));
    }

    /// Each value and where it came from.
    private static DisplayBundle config(Config config) {
        List<List<String>> rows = new ArrayList<>();
        config.origins().forEach((key, origin) -> {
            if (!isItem(config, key)) {
                rows.add(List.of(key, String.valueOf(config.value(key)), origin.describe()));
            }
        });
        return table(List.of("key", "value", "from"), rows);
    }

    /// Whether the key is that of a list's item, which the list's own row shows.
    private static boolean isItem(Config config, String key) {
        int dot = key.lastIndexOf('.');
        return dot >= 0 && config.value(key.substring(0, dot)) instanceof List<?>;
    }

    /// Where the run stands and what is in its folder.
    private static DisplayBundle run(Run run) {
        RunRecord record = run.record();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", run.id()));
        rows.add(List.of("state", record.state()));
        rows.add(List.of("algorithm", record.algorithm()));
        rows.add(List.of("environment", record.environment()));
        rows.add(List.of("seed", Long.toString(record.seed())));
        rows.add(List.of("engine", record.engine() + " on " + record.device()));
        rows.add(List.of("steps", String.format(Locale.ROOT, "%,d", record.steps())));
        RunRecord.Best best = record.best();
        if (best != null) {
            rows.add(List.of(
                    "best",
                    String.format(Locale.ROOT, "mean return %.1f at step %,d", best.meanReturn(), best.step())));
        }
        if (record.error() != null) {
            rows.add(List.of("error", record.error()));
        }
        rows.add(List.of("folder", run.folder().path().toString()));
        return table(List.of("", ""), rows);
    }

    private static DisplayBundle evaluation(Evaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        for (EpisodeResult episode : evaluation.episodes()) {
            rows.add(List.of(
                    Long.toString(episode.seed()),
                    String.format(Locale.ROOT, "%.1f", episode.episodeReturn()),
                    Integer.toString(episode.length()),
                    episode.truncated() ? "time limit" : "world"));
        }
        List<String> heads = List.of("seed", "return", "length", "ended by");
        String html = "<p>" + Html.escape(evaluation) + "</p><details><summary>"
                + evaluation.episodes().size() + " episodes</summary>" + Html.table(heads, rows) + "</details>";
        return DisplayBundle.html(html, evaluation.toString());
    }

    private static DisplayBundle table(Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < Math.min(table.rowCount(), SHOWN_ROWS); r++) {
            List<String> row = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                row.add(column.isMissing(r) ? "" : text(column.get(r)));
            }
            rows.add(row);
        }
        DisplayBundle shown = table(table.columnNames(), rows);
        int hidden = table.rowCount() - rows.size();
        if (hidden == 0) {
            return shown;
        }
        String more = "… and " + hidden + " rows more";
        return DisplayBundle.html(
                shown.data().get(DisplayBundle.HTML) + "<p>" + more + "</p>",
                shown.data().get(DisplayBundle.PLAIN) + "\n" + more);
    }

    /// Numbers with as many digits as tell something.
    private static String text(Object value) {
        return value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).round(new MathContext(6)).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private static DisplayBundle table(List<String> heads, List<List<String>> rows) {
        return DisplayBundle.html(Html.table(heads, rows), Html.plainTable(heads, rows));
    }
}
