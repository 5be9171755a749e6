package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

@DisplayName("In a browser without a network, figures")
class BrowserTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /// As nbconvert lays outputs out, with requirejs's `define` on the page. The figure that carries plotly.js stands
    /// second, one figure is shown twice, and one stands on black.
    @Test
    void areDrawnByTheOneThatCarriesPlotly() throws IOException, InterruptedException {
        Optional<Browser> browser = Browser.find();
        assumeTrue(browser.isPresent(), "No chromium on the PATH: install one to see figures drawn in a browser");
        String page = """
                <!DOCTYPE html><html><head><meta charset="utf-8">
                <script>window.define = function () { window.defined = true; }; window.define.amd = {};</script></head>
                <body><div class="output">%s</div><div class="output">%s</div><div class="output">%s</div>
                <div class="output" style="background: #000">%s</div>
                <script>setTimeout(function () {
                  document.body.setAttribute('data-define', String(window.defined));
                  document.body.setAttribute('data-plotly', typeof window.Plotly);
                }, 3000);</script></body></html>
                """.formatted(html("first", false), html("second", true), html("first", false), html("dark", false));

        String dom = browser.orElseThrow().open(Files.writeString(folder.resolve("page.html"), page),
                Files.createDirectory(folder.resolve("browser")));

        assertThat(count(dom, "data-jarl-drawn=\"\"")).isEqualTo(4);
        assertThat(count(dom, "class=\"xtitle\"[^>]*>environment steps<")).isEqualTo(4);
        assertThat(count(dom, "class=\"legendtext\"[^>]*>first<")).isEqualTo(2);
        assertThat(count(dom, "<img alt=\"[^\"]+\" src=\"data:image/png[^>]*display: none")).isEqualTo(4);
        assertThat(count(dom, "role=\"img\" aria-label=\"episode_return by environment steps: first")).isEqualTo(2);
        assertThat(count(dom, "class=\"xtitle\"[^>]*fill: rgb\\(34, 34, 34\\)")).isEqualTo(3);
        assertThat(count(dom, "class=\"xtitle\"[^>]*fill: rgb\\(221, 221, 221\\)")).as("light words on black").isOne();
        assertThat(dom).contains("data-define=\"undefined\"", "data-plotly=\"undefined\""); // nothing left behind
    }

    /// As JupyterLab does: HTML into an element that is not on the page yet, scripts replaced by copies so that they
    /// run, then the element onto the page; an update replaces the HTML.
    @Test
    void areDrawnAndReplacedInOutputsThatComeByScript() throws IOException, InterruptedException {
        Optional<Browser> browser = Browser.find();
        assumeTrue(browser.isPresent(), "No chromium on the PATH: install one to see figures drawn in a browser");
        String page = """
                <!DOCTYPE html><html><head><meta charset="utf-8"></head><body><script>
                function render(host, html) {
                  host.innerHTML = html;
                  host.querySelectorAll('script').forEach(function (script) {
                    var copy = document.createElement('script');
                    copy.textContent = script.textContent;
                    script.parentNode.replaceChild(copy, script);
                  });
                }
                var library = document.createElement('div'), live = document.createElement('div');
                render(live, %s);
                document.body.appendChild(live);
                render(library, %s);
                document.body.appendChild(library);
                setTimeout(function () { render(live, %s); }, 3000);
                setTimeout(function () { render(live, %s); }, 4000);
                </script></body></html>
                """.formatted(quoted(html("one", false)), quoted(html("still", true)), quoted(html("two", false)),
                quoted(html("three", false)));

        String dom = browser.orElseThrow().open(Files.writeString(folder.resolve("page.html"), page),
                Files.createDirectory(folder.resolve("browser")));

        assertThat(count(dom, "data-jarl-drawn=\"\"")).isEqualTo(2);
        assertThat(count(dom, "class=\"legendtext\"[^>]*>still<")).isOne();
        assertThat(count(dom, "class=\"legendtext\"[^>]*>three<")).isOne();
        assertThat(count(dom, "class=\"legendtext\"[^>]*>(one|two)<")).isZero();
    }

    private static String html(String name, boolean withPlotly) {
        Table table = Table.create("episode", LongColumn.create("step", 0, 1000, 2000),
                DoubleColumn.create("episode_return", 1, 3, 2));
        return Curve.of("episode_return", RunSeries.of(name, table)).figure().display(withPlotly)
                .data().get("text/html").toString();
    }

    private static String quoted(String html) throws IOException {
        return new ObjectMapper().writeValueAsString(html).replace("<", "\\u003c");
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
