package jarl.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import javax.imageio.ImageIO;

/// How the JDK's own types are shown.
final class StandardRenderers {
    private StandardRenderers() {}

    static void register(Renderers renderers) {
        renderers.register(Object.class, StandardRenderers::anything);
        renderers.register(Collection.class, StandardRenderers::collection);
        renderers.register(Map.class, values -> DisplayBundle.text(Abridged.text(values)));
        renderers.register(Optional.class, value -> DisplayBundle.text(Abridged.text(value)));
        renderers.register(BaseStream.class, stream -> DisplayBundle.text("a stream, not consumed"));
        renderers.register(RenderedImage.class, StandardRenderers::image);
        renderers.register(Throwable.class, StandardRenderers::trace);
    }

    private static DisplayBundle anything(Object value) {
        return DisplayBundle.text(value.getClass().isArray() ? Abridged.text(value) : value.toString());
    }

    private static DisplayBundle collection(Collection<?> values) {
        DisplayBundle text = DisplayBundle.text(Abridged.text(values));
        String table = RecordTable.html(values);
        return table == null ? text : text.with(DisplayBundle.HTML, table);
    }

    private static DisplayBundle image(RenderedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IOException("no PNG encoder for this colour model: " + image.getColorModel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DisplayBundle.text("image, " + image.getWidth() + " × " + image.getHeight() + " pixels")
                .with("image/png", Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    private static DisplayBundle trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return DisplayBundle.text(text.toString());
    }
}
