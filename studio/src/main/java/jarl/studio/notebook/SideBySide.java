package jarl.studio.notebook;

import jarl.env.NumpyRandom;
import jarl.run.Run;
import jarl.run.judge.Comparison;
import jarl.run.replay.Film;
import java.util.Locale;

/// Two episodes from one start, by the policies of two runs: in a cell they are played side by side.
public record SideBySide(Run first, Run second, Comparison comparison) {
    /// Whether there is anything to see.
    boolean drawsItself() {
        try (var world = first.world().one()) {
            world.reset(NumpyRandom.seeded(comparison.start()));
            return world.picture() != null;
        }
    }

    /// One of the two as a film.
    ///
    /// @param which 1 for the first, 2 for the second
    public Film film(int which) {
        Run run = which == 1 ? first : second;
        Comparison.Attempt attempt = which == 1 ? comparison.first() : comparison.second();
        return Film.of(run.world(), run.checkpoint("best").policy().spec().newHead(), comparison.start(),
                attempt.trajectory());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "From start %d: 1 (%s) return %.1f in %d steps; 2 (%s) return %.1f in %d steps",
                comparison.start(), first.record().algorithm(), comparison.first().episodeReturn(),
                comparison.first().trajectory().length(), second.record().algorithm(),
                comparison.second().episodeReturn(), comparison.second().trajectory().length());
    }
}
