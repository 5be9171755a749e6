package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplaySink;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("plotly.js")
class PlotlyCarrierTest {
    private final PlotlyCarrier carrier = new PlotlyCarrier();

    @Test
    void isCarriedByTheFirstFigureAlone() {
        carrier.enter("cell 1");

        assertThat(carrier.claim()).isTrue();
        assertThat(carrier.claim()).isFalse();
        carrier.enter("cell 2");
        assertThat(carrier.claim()).isFalse();
    }

    @Test
    void isCarriedAnewWhenTheCellThatHoldsItRunsAgain() {
        carrier.enter("cell 1");
        carrier.claim();
        carrier.enter("cell 2");
        carrier.claim();

        carrier.enter("cell 2");
        assertThat(carrier.claim()).isFalse();               // another's output was lost, not the carrier's
        carrier.enter("cell 1");
        assertThat(carrier.claim()).isTrue();
        assertThat(carrier.claim()).isFalse();
    }

    @Test
    void isCarriedByTheNextFigureWhenTheCarrierShowsNoneAnyMore() {
        carrier.enter("cell 1");
        carrier.claim();
        carrier.enter("cell 1");                             // its new code has no figure
        carrier.enter("cell 2");

        assertThat(carrier.claim()).isTrue();
    }

    @Test
    void isCarriedOnceInEachOfTheNotebooksOfAProcess() {
        var one = new Silent();
        var other = new Silent();

        assertThat(PlotlyCarrier.of(one).claim()).isTrue();
        assertThat(PlotlyCarrier.of(other).claim()).isTrue();
        try (var _ = Display.use(one)) {
            assertThat(PlotlyCarrier.session().claim()).isFalse();
        }
    }

    @Test
    void isCarriedOnceForAllCellsOfANotebookThoughEachHasASinkOfItsOwn() {
        var notebook = new Object();
        assertThat(PlotlyCarrier.of(new Cell(notebook)).claim()).isTrue();
        assertThat(PlotlyCarrier.of(new Cell(notebook)).claim()).isFalse();
        assertThat(PlotlyCarrier.of(new Cell(new Object())).claim()).isTrue();
    }

    @Test
    void isCarriedAnewWhenForgotten() {
        carrier.claim();
        carrier.forget();

        assertThat(carrier.claim()).isTrue();
    }

    private static final class Cell extends Silent {
        private final Object notebook;

        Cell(Object notebook) {
            this.notebook = notebook;
        }

        @Override
        public Object notebook() {
            return notebook;
        }
    }

    private static class Silent implements DisplaySink {
        @Override
        public void show(String id, DisplayBundle bundle) {}

        @Override
        public void update(String id, DisplayBundle bundle) {}

        @Override
        public void clear(boolean wait) {}
    }
}
