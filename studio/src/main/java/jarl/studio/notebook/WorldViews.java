package jarl.studio.notebook;

import jarl.env.Environment;
import jarl.env.Picture;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Renderers;
import jarl.run.replay.Film;
import java.awt.Graphics2D;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How worlds look in a cell: as they draw themselves, and an episode as a film that can be stopped and wound.
final class WorldViews {
    private static final int MOST_FRAMES = 120; // of a film; of a longer one every second is shown, or third …
    private static final int WIDTH = 320; // pixels of a frame
    private static final int FRAMES_PER_SECOND = 20;
    private static final int GAP = 16; // pixels between two pictures

    private WorldViews() {}

    static void register(Renderers to) {
        to.register(Picture.class, picture -> picture(picture, picture.alt()));
        to.register(Environment.class, WorldViews::environment);
        to.register(Film.class, WorldViews::film);
        to.register(LiveFilm.Scene.class, scene -> film(scene.film(),
                String.format(Locale.ROOT, "After %,d steps of training: %s", scene.step(), said(scene.film()))));
        to.register(SideBySide.class, WorldViews::sideBySide);
    }

    private static DisplayBundle environment(Environment world) {
        Picture picture = world.picture();
        return picture == null ? DisplayBundle.text(world.toString()) : picture(picture, world.name());
    }

    private static DisplayBundle picture(Picture picture, String plain) {
        return DisplayBundle.html("<img alt=\"" + Html.escape(picture.alt()) + "\" src=\"" + source(picture, 1) + "\">", plain)
                .with("image/png", Base64.getEncoder().encodeToString(picture.png(1)));
    }

    private static String source(Picture picture, double scale) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png(scale));
    }

    private static DisplayBundle film(Film film) {
        return film(film, said(film));
    }

    private static DisplayBundle film(Film film, String said) {
        List<Picture> frames = shown(film.frames());
        Picture last = frames.getLast();
        double scale = Math.min(1, (double) WIDTH / last.width());
        String pictures = frames.stream().map(frame -> "\"" + source(frame, scale) + "\"").collect(Collectors.joining(","));
        String html = """
                <figure style="margin:0"><img alt="%s" width="%d" src="%s">
                <figcaption><button type="button">Play</button>
                <input type="range" min="0" max="%d" value="%d" aria-label="step" style="vertical-align:middle">
                %s</figcaption></figure>
                <script>(() => {
                  const figure = document.currentScript.previousElementSibling, frames = [%s];
                  const image = figure.querySelector("img"), slider = figure.querySelector("input");
                  const button = figure.querySelector("button");
                  let timer = null;
                  const show = () => { image.src = frames[slider.value]; };
                  const stop = () => { clearInterval(timer); timer = null; button.textContent = "Play"; };
                  slider.oninput = () => { stop(); show(); };
                  button.onclick = () => {
                    if (timer) { stop(); return; }
                    if (slider.value == frames.length - 1) { slider.value = 0; }
                    button.textContent = "Stop";
                    timer = setInterval(() => {
                      slider.value++; show();
                      if (slider.value == frames.length - 1) { stop(); }
                    }, %d);
                  };
                })();</script>""".formatted(
                Html.escape(last.alt()), Math.round(last.width() * scale), source(last, scale), frames.size() - 1,
                frames.size() - 1, Html.escape(said), pictures, 1000 / FRAMES_PER_SECOND);
        return DisplayBundle.html(html, said).with("image/png", Base64.getEncoder().encodeToString(last.png(scale)));
    }

    /// Both films; only what was reached where the world does not draw itself.
    private static DisplayBundle sideBySide(SideBySide two) {
        if (!two.drawsItself()) {
            return DisplayBundle.text(two.toString());
        }
        List<Film> films = List.of(two.film(1), two.film(2));
        var html = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:1em\">");
        for (int i = 0; i < films.size(); i++) {
            html.append("<div><b>").append(i + 1).append("</b>")
                    .append(film(films.get(i)).data().get(DisplayBundle.HTML)).append("</div>");
        }
        return DisplayBundle.html(html.append("</div>").toString(), two.toString())
                .with("image/png", Base64.getEncoder().encodeToString(beside(films)));
    }

    /// The last frames of films, one beside the other.
    private static byte[] beside(List<Film> films) {
        List<Picture> last = films.stream().map(film -> film.frames().getLast()).toList();
        int width = last.stream().mapToInt(Picture::width).sum() + GAP * (last.size() - 1);
        int height = last.stream().mapToInt(Picture::height).max().orElseThrow();
        String alt = last.stream().map(Picture::alt).collect(Collectors.joining("; beside it: "));
        return new Picture(width, height, canvas -> {
            int left = 0;
            for (Picture each : last) {
                Graphics2D part = (Graphics2D) canvas.create(left, 0, each.width(), each.height());
                each.strokes().accept(part);
                part.dispose();
                left += each.width() + GAP;
            }
        }, alt).png(Math.min(1, 2.0 * WIDTH / width));
    }

    private static String said(Film film) {
        String measures = film.measures().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(measure -> String.format(Locale.ROOT, ", %s %.4g", measure.getKey(), measure.getValue()))
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, "%s: return %.1f in %d steps, ended by %s%s", film.world(),
                film.result().episodeReturn(), film.result().length(),
                film.result().truncated() ? "the time limit" : "the world", measures);
    }

    /// The last one always, and before it every n-th.
    private static List<Picture> shown(List<Picture> frames) {
        int stride = (frames.size() + MOST_FRAMES - 1) / MOST_FRAMES;
        int first = (frames.size() - 1) % stride;
        return IntStream.iterate(first, i -> i < frames.size(), i -> i + stride).mapToObj(frames::get).toList();
    }
}
