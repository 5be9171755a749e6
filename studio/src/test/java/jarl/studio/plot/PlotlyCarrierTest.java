package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

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
    void isCarriedAnewWhenForgotten() {
        carrier.claim();
        carrier.forget();

        assertThat(carrier.claim()).isTrue();
    }
}
