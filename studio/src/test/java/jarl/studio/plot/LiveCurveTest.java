package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplaySink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A live curve")
class LiveCurveTest {
    private static final long MILLISECOND = 1_000_000;

    private final Recorder front = new Recorder();
    private long now = Long.MAX_VALUE - 700 * MILLISECOND;   // System.nanoTime may run over
    private long cost;                                       // of each look at the clock
    private final LiveCurve curve =
            new LiveCurve("live", "episode_return", front, () -> now += cost, UnaryOperator.identity());

    @Test
    void isRedrawnAtMostTwiceASecond() {
        for (int i = 0; i < 1000; i++) {                     // 10 seconds, a value each 10 milliseconds
            curve.add("ppo", i, i % 7);
            now += 10 * MILLISECOND;
        }

        assertThat(front.of("live")).hasSize(20);
    }

    @Test
    void isRedrawnMoreSeldomWhereDrawingIsSlow() {
        cost = 100 * MILLISECOND;                            // one look when asked, one when drawn
        for (int i = 0; i < 100; i++) {
            curve.add("ppo", i, i);
        }

        assertThat(front.of("live").size()).isBetween(9, 11);
    }

    @Test
    void isShownOnceAndThenUpdatedInItsPlace() {
        for (int i = 0; i < 5; i++) {
            curve.add("ppo", i, i);
            now += 500 * MILLISECOND;
        }

        assertThat(front.log).containsExactly("show live-plotly", "show live", "update live", "update live",
                "update live", "update live");
    }

    @Test
    void keepsPlotlyOutOfWhatIsReplaced() {
        curve.add("ppo", 0, 1);
        curve.add("ppo", 1, 2);
        curve.close();

        assertThat(html(front.of("live-plotly").getFirst()).length()).isGreaterThan(500_000);
        assertThat(front.of("live")).allSatisfy(bundle -> assertThat(html(bundle).length()).isLessThan(100_000));
    }

    @Test
    void growsInTheRunningCell() {
        try (var _ = Display.use(front)) {
            LiveCurve.here("episode_return", curve -> curve.smooth(1)).add("ppo", 0, 1);
        }

        assertThat(front.log).hasSize(2).allMatch(line -> line.startsWith("show "));
    }

    @Test
    void withoutANotebookIsStillAFigure() {
        LiveCurve curve = LiveCurve.here("episode_return", c -> c);
        curve.add("ppo", 0, 1);

        assertThat(curve.figure().summary()).endsWith("last 1");
    }

    @Test
    void endsWithEveryValueAndAStillPicture() {
        for (int i = 0; i < 100; i++) {
            curve.add("ppo", i, i);
        }
        curve.close();
        curve.add("ppo", 100, 100);                          // too late
        curve.close();

        assertThat(front.of("live")).hasSize(2);
        assertThat(front.of("live").getFirst().data()).doesNotContainKey("image/png");
        assertThat(front.of("live").getLast().data()).containsKey("image/png")
                .containsEntry("text/plain", "episode_return by environment steps: ppo from 0 to 99, "
                        + "values 0 to 99, last 99");
    }

    @Test
    void ofAMillionValuesHoldsAtMostTwoThousandPoints() {
        for (int i = 0; i < 1_000_000; i++) {
            curve.add("ppo", i, i % 100);
        }

        assertThat(curve.figure().json().length()).isLessThan(100_000);
    }

    @Test
    void withoutValuesShowsNothing() {
        curve.add("ppo", 0, Double.NaN);
        curve.close();

        assertThat(front.log).isEmpty();
    }

    private static String html(DisplayBundle bundle) {
        return bundle.data().get("text/html").toString();
    }

    /// Writes down what a front end is told.
    private static final class Recorder implements DisplaySink {
        final List<String> log = new ArrayList<>();
        private final List<DisplayBundle> bundles = new ArrayList<>();

        List<DisplayBundle> of(String id) {
            var of = new ArrayList<DisplayBundle>();
            for (int i = 0; i < log.size(); i++) {
                if (log.get(i).endsWith(" " + id)) {
                    of.add(bundles.get(i));
                }
            }
            return of;
        }

        @Override
        public void show(String id, DisplayBundle bundle) {
            log.add("show " + id);
            bundles.add(bundle);
        }

        @Override
        public void update(String id, DisplayBundle bundle) {
            log.add("update " + id);
            bundles.add(bundle);
        }

        @Override
        public void clear(boolean wait) {
            throw new UnsupportedOperationException();
        }
    }
}
