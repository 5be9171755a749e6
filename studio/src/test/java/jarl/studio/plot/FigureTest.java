package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.PieTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

@DisplayName("A figure")
class FigureTest {
    @Test
    void hasTheFourFormsThatFrontEndsAskFor() {
        var bundle = line("a").display(true);

        assertThat(bundle.data()).containsOnlyKeys("text/plain", "text/html", "image/png", Figure.PLOTLY);
        assertThat(bundle.data().get(Figure.PLOTLY)).isInstanceOf(Map.class);
        assertThat(bundle.data()).containsEntry("text/plain", "a line");
    }

    @Test
    void takesTablesawsNumbersForNumbersAndItsTitlesForText() throws IOException {
        Trace trace = ScatterTrace.builder(new double[] {0, 1e6, Double.NaN}, new double[] {1, 1 / 3.0, Double.NaN})
                .mode(ScatterTrace.Mode.LINE).name("it's <b> & \"so\"").opacity(0.5).build();
        Axis axis = Axis.builder().title("steps").range(0, 5).build();
        Layout layout = Layout.builder().title("A & B").xAxis(axis).build();

        JsonNode json = json(figure(layout, trace));

        JsonNode data = json.at("/data/0");
        assertThat(data.get("x").toString()).isEqualTo("[0,1000000,null]");
        assertThat(data.get("y").toString()).isEqualTo("[1,0.333333,null]");
        assertThat(data.get("opacity").doubleValue()).isEqualTo(0.5);
        assertThat(data.get("name").textValue()).isEqualTo("it's &lt;b&gt; &amp; \"so\"");   // plotly reads HTML
        assertThat(json.at("/layout/title/text").textValue()).isEqualTo("A &amp; B");
        assertThat(json.at("/layout/xaxis/title/text").textValue()).isEqualTo("steps");
        assertThat(json.at("/layout/xaxis/range").toString()).isEqualTo("[0,5]");
        assertThat(json.at("/layout/xaxis/autorange").booleanValue()).isFalse();
    }

    @Test
    void keepsTheNamesOfCategories() throws IOException {
        JsonNode json = json(figure(null, BarTrace.builder(new Object[] {"1", "two"}, new double[] {3, 4}).build()));

        assertThat(json.at("/data/0/x").toString()).isEqualTo("[\"1\",\"two\"]");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[3,4]");
    }

    @Test
    void afterTheFirstAddsLessThanAKilobyteToItsPictureAndItsData() throws IOException {
        Figure figure = line("a");
        var bundle = figure.display(false);
        JsonNode data = json(figure).at("/data/0");
        int own = bundle.data().get("text/html").toString().length()
                - bundle.data().get("image/png").toString().length()
                - data.get("x").toString().length() - data.get("y").toString().length();

        assertThat(own).isLessThan(1024).isPositive();
        assertThat(figure.display(true).data().get("text/html").toString().length()
                - bundle.data().get("text/html").toString().length()).isLessThan(605_000);
    }

    @Test
    void showsAStillPictureWhereScriptsAreStripped() {
        String html = line("say \"<hi>\"").display(true).data().get("text/html").toString();

        String stripped = html.replaceAll("(?s)<script>.*?</script>", "");

        assertThat(stripped).contains("<img alt=\"a line\" src=\"data:image/png;base64,").doesNotContain("script");
    }

    @Test
    void cannotBreakOutOfItsScript() {
        String html = figure(null, ScatterTrace.builder(new double[] {1}, new double[] {2})
                .text(new String[] {"</script><img src=x>"}).build()).display(false).data().get("text/html").toString();

        assertThat(html.split("</script>")).hasSize(2);
    }

    @Test
    void isTheSameByteForByteWhenMadeAgain() {
        assertThat(line("a").display(false).data()).isEqualTo(line("a").display(false).data());
    }

    @Test
    void isDrawnAsAPictureFinerThanItsEightHundredByFourHundredAndFifty() throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(line("a").png()));

        assertThat(picture.getWidth()).isEqualTo(1200);
        assertThat(picture.getHeight()).isEqualTo(675);
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(pixels(picture, 0xFF0072B2)).isGreaterThan(1000);                        // the line
    }

    @Test
    void drawsHeatMapsBarsAndMarkersToo() throws IOException {
        Object[] places = {0, 1};
        Trace map = HeatmapTrace.builder(places, places, new double[][] {{0, 1}, {2, 3}}).build();
        Trace bars = BarTrace.builder(new Object[] {"a", "b"}, new double[] {3, -4}).name("bars").build();
        Trace markers = ScatterTrace.builder(new double[] {1, 2}, new double[] {2, 3}).name("markers").build();

        assertThat(pixels(picture(map), 0xFF440154)).isGreaterThan(10_000);                 // the lowest cell
        assertThat(pixels(picture(map), 0xFFFDE725)).isGreaterThan(10_000);                 // the highest
        assertThat(pixels(picture(bars), 0xFF0072B2)).isGreaterThan(50_000);
        assertThat(pixels(picture(markers), 0xFF0072B2)).isBetween(100L, 1000L);
    }

    @Test
    void isStillAPictureWhereItHoldsATraceThatOnlyPlotlyDraws() throws IOException {
        Trace pie = PieTrace.builder(new Object[] {"a", "b"}, new double[] {1, 2}).build();

        assertThat(pixels(picture(pie), 0xFF222222)).isGreaterThan(100);                    // it says so in words
    }

    @Test
    void isSavedAsAPageAPictureOrJson(@TempDir Path folder) throws IOException {
        Figure figure = line("a");

        assertThat(Files.readString(figure.save(folder.resolve("a.html")))).startsWith("<!DOCTYPE html>");
        assertThat(Files.readAllBytes(figure.save(folder.resolve("a.png")))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Files.readString(figure.save(folder.resolve("a.json")))).isEqualTo(figure.json());
        assertThatThrownBy(() -> figure.save(folder.resolve("a.svg")))
                .hasMessage("Cannot save a figure as a.svg. Name the file .html, .png or .json.");
    }

    @Test
    void holdsItsPictureAsBase64() {
        Figure figure = line("a");

        assertThat(figure.display(false).data())
                .containsEntry("image/png", Base64.getEncoder().encodeToString(figure.png()));
    }

    private static Figure line(String name) {
        return figure(Layout.builder().autosize(true).title("Line").build(), ScatterTrace
                .builder(new double[] {0, 1, 2}, new double[] {1, 3, 2}).mode(ScatterTrace.Mode.LINE).name(name)
                .line(Line.builder().color("#0072B2").build()).build());
    }

    private static Figure figure(Layout layout, Trace trace) {
        return Figure.of(new tech.tablesaw.plotly.components.Figure(layout, trace), "a line");
    }

    private static JsonNode json(Figure figure) throws IOException {
        return new ObjectMapper().readTree(figure.json());
    }

    private static BufferedImage picture(Trace trace) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(figure(null, trace).png()));
    }

    private static long pixels(BufferedImage picture, int colour) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0,
                picture.getWidth())).filter(pixel -> pixel == colour).count();
    }
}
