package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.evaluation.EpisodeResult;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Renderers;
import jarl.run.replay.Film;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In a cell")
class WorldViewsTest {
    private static DisplayBundle seen(Object value) {
        Renderers renderers = Renderers.standard();
        WorldViews.register(renderers);
        return renderers.bundle(value);
    }

    @Test
    void aWorldIsSeenAsItDrawsItself() {
        var cart = Environments.make("CartPole-v1", Map.of());
        cart.reset(NumpyRandom.seeded(1));
        assertThat(seen(cart).data()).containsEntry("text/plain", "CartPole-v1").containsKeys("text/html", "image/png");
        assertThat(String.valueOf(seen(cart).data().get("text/html"))).contains("alt=\"A cart at 0.00 m");
    }

    @Test
    void aLongFilmIsThinnedOutAndEndsWithItsLastFrame() {
        Picture dot = new Picture(4, 4, canvas -> canvas.fillRect(1, 1, 2, 2), "a dot");
        Picture end = new Picture(4, 4, canvas -> canvas.fillRect(0, 0, 4, 4), "the \"end\"");
        var frames = new ArrayList<>(Collections.nCopies(300, dot));
        frames.add(end);
        var film = new Film("Dots", frames, new EpisodeResult(7, 2.5, 300, true, null, null), Map.of("dots", 3.0), null);
        String html = String.valueOf(seen(film).data().get("text/html"));
        assertThat(html.split("data:image/png", -1)).hasSizeBetween(80, 123);
        assertThat(html).contains("alt=\"the &quot;end&quot;\"", "<button", "type=\"range\"");
        assertThat(Objects.requireNonNull(seen(film).data().get("text/plain")))
                .isEqualTo("Dots: return 2.5 in 300 steps, ended by the time limit, dots 3.000");
    }
}
