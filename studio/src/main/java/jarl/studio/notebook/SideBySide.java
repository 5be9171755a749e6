package jarl.studio.notebook;

import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.experience.ActionBounds;
import jarl.experience.Trajectory;
import jarl.run.Run;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.judge.Comparison;
import jarl.run.replay.Film;
import java.util.Locale;
import java.util.Map;

/// Two episodes from one start, by the policies of two runs: in a cell they are played side by side.
public record SideBySide(Run first, Run second, Comparison comparison) {
    /// Whether there is anything to see.
    boolean drawsItself() {
        try (var world = Environments.make(first.record().environment(), Map.of())) {
            world.reset(NumpyRandom.seeded(0));
            return world.picture() != null;
        }
    }

    /// One of the two as a film.
    ///
    /// @param which 1 for the first, 2 for the second
    public Film film(int which) {
        return which == 1
                ? film(first, comparison.first().trajectory())
                : film(second, comparison.second().trajectory());
    }

    private Film film(Run run, Trajectory lived) {
        PolicySpec spec = run.checkpoint("best").policy().spec();
        return Film.of(ActionBounds.of(spec.actions(), spec.newHead()), run.world(), comparison.start(), lived);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "From start %d: 1 (%s) return %.1f in %d steps; 2 (%s) return %.1f in %d steps",
                comparison.start(), first.record().algorithm(), comparison.first().episodeReturn(),
                comparison.first().trajectory().length(), second.record().algorithm(),
                comparison.second().episodeReturn(), comparison.second().trajectory().length());
    }
}
