package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.network.Gaussian;
import jarl.network.SquashedGaussian;
import jarl.space.Box;
import jarl.space.Space;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bounds of actions")
class ActionBoundsTest {
    private static final Box BOX = new Box(new int[] {2}, new float[] {-2, 0}, new float[] {2, 1});

    @Test
    void cutWhatAGaussianDraws() {
        assertThat(ActionBounds.of(BOX, new Gaussian(0, 2)).apply(new float[] {-3, 0.25f, 1, 7}))
                .containsExactly(-2, 0.25f, 1, 1);
    }

    @Test
    void areWhereASquashedGaussianEnds() {
        assertThat(ActionBounds.of(BOX, new SquashedGaussian(0, 2)).apply(new float[] {-1, -1, 0.5f, 0.5f, 1, 1}))
                .containsExactly(-2, 0, 1, 0.75f, 2, 1);
    }

    @Test
    void leaveTheAgentsOwnActionAsItWas() {
        float[] actions = {-3, 5};
        ActionBounds.of(BOX, new Gaussian(0, 2)).apply(actions);
        assertThat(actions).containsExactly(-3, 5);
    }

    @Test
    void mustBeFiniteToStretchTo() {
        Space open = Space.box(1, 0, Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> ActionBounds.of(open, new SquashedGaussian(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coordinate 0");
    }
}
