package jarl.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Displays")
class DisplayTest {
    private final Renderers renderers = Renderers.standard();

    @Test
    void showArraysAndCollectionsAsTheirElements() {
        assertThat(text(new int[][] {{1, 2}, {3}})).isEqualTo("[[1, 2], [3]]");
        assertThat(text(List.of("a", Map.of("k", new double[] {0.5})))).isEqualTo("[a, {k=[0.5]}]");
        assertThat(text(Optional.of(3))).isEqualTo("Optional[3]");
        assertThat(text(null)).isEqualTo("null");
    }

    @Test
    void cutLongCollectionsAndSayHowLongTheyAre() {
        assertThat(text(Collections.nCopies(1000, 7))).hasSizeLessThan(400).endsWith("7, … 1000 in all]");
    }

    @Test
    void endWhereAScreenWouldThoughElementsHaveElements() {
        assertThat(text(new int[300][300][300])).hasSizeLessThan(101_000).endsWith("… 300 in all]");
    }

    @Test
    void cutTextOfMillionsOfCharactersAndSaySo() {
        String cut = (String) Display.bundle("𝄞".repeat(3_000_000)).data().get(DisplayBundle.PLAIN);
        assertThat(cut).hasSizeBetween(1_000_000, 1024 * 1024).matches(text -> text.codePoints().filter(c -> c == '…').count() == 1)
                .contains("𝄞\n… cut: 6,000,000 characters in all; -Djarl.kernel.result.limit=N sets another limit");
        assertThat(Display.bundle(DisplayBundle.text(cut))).isEqualTo(DisplayBundle.text(cut));
    }

    @Test
    void leaveMarkupOutThatIsTooLongToBeShownAndKeepPictures() {
        var bundle = new DisplayBundle(Map.of("text/html", "<p>".repeat(10_000), "image/png", "A".repeat(90_000),
                "text/plain", "a page"), Map.of());
        var limited = SizeLimit.within(bundle, 1000).data();
        assertThat(limited).containsOnlyKeys("image/png", "text/plain").containsEntry("image/png", "A".repeat(90_000));
        assertThat(limited.get("text/plain").toString())
                .startsWith("a page\n… text/html of 30,000 characters is left out; -Djarl.kernel.result.limit=N");
        assertThat(SizeLimit.within(bundle, 0)).isSameAs(bundle);
        assertThat(SizeLimit.within(bundle, 2000)).isSameAs(bundle);
    }

    @Test
    void endAtACollectionThatContainsItself() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(text(self)).contains("…");
    }

    @Test
    void doNotConsumeAStream() {
        var stream = Stream.of(1, 2);
        assertThat(text(stream)).isEqualTo("a stream, not consumed");
        assertThat(stream.count()).isEqualTo(2);
    }

    @Test
    void showAnImageAsPng() throws IOException {
        var bundle = renderers.bundle(new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB));
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(3);
        assertThat(bundle.data()).containsEntry(DisplayBundle.PLAIN, "image, 3 × 2 pixels");
    }

    @Test
    void preferTheMostSpecificTypeThenTheLaterRenderer() {
        renderers.register(List.class, list -> DisplayBundle.text("a list"));
        renderers.register(Collection.class, list -> DisplayBundle.text("a collection"));
        assertThat(text(List.of())).isEqualTo("a list");
        renderers.register(List.class, list -> DisplayBundle.text("a later list"));
        assertThat(text(List.of())).isEqualTo("a later list");
    }

    @Test
    void askAValueThatKnowsHowItIsShown() {
        Displayable shown = () -> DisplayBundle.html("<i>x</i>", "x");
        assertThat(renderers.bundle(shown).data()).containsEntry("text/html", "<i>x</i>");
    }

    @Test
    void goWhereTheirThreadWasSentAlsoFromItsChildren() throws InterruptedException {
        var seen = new ArrayList<String>();
        var scope = Display.use(new Listing(seen));
        var handle = Display.show("a");
        var child = new Thread(() -> handle.update("b"));
        child.start();
        child.join();
        Display.clear(true);
        scope.close();
        assertThat(seen).containsExactly("show a", "update b", "clear true");
    }

    private String text(Object value) {
        return (String) renderers.bundle(value).data().get(DisplayBundle.PLAIN);
    }

    private record Listing(List<String> seen) implements DisplaySink {
        @Override
        public void show(String id, DisplayBundle bundle) {
            seen.add("show " + bundle.data().get(DisplayBundle.PLAIN));
        }

        @Override
        public void update(String id, DisplayBundle bundle) {
            seen.add("update " + bundle.data().get(DisplayBundle.PLAIN));
        }

        @Override
        public void clear(boolean wait) {
            seen.add("clear " + wait);
        }
    }
}
