package jarl.env;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/// A drawing of a world, kept as the strokes that make it, so that one description serves PNG, SVG and a canvas.
///
/// @param width  in pixels at scale 1
/// @param height in pixels at scale 1
/// @param strokes draws onto a white ground of that size; the origin is the upper left corner
/// @param alt    what a person who cannot see it is told
public record Picture(int width, int height, Consumer<Graphics2D> strokes, String alt) {
    /// The drawing on its white ground.
    ///
    /// @param scale pixels of the image for one of the drawing: 2 for sharp screens
    public BufferedImage image(double scale) {
        var image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.scale(scale, scale);
        strokes.accept(canvas);
        canvas.dispose();
        return image;
    }

    /// The same as the bytes of a PNG file.
    public byte[] png(double scale) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(scale), "png", bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
