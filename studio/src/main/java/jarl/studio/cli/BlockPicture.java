package jarl.studio.cli;

import jarl.env.Picture;
import java.awt.image.BufferedImage;

/// A picture in a terminal: two pixels a character, the upper half block over its ground, in 24-bit colours.
final class BlockPicture {
    private BlockPicture() {}

    /// Lines of `columns` characters, each ended by a line break.
    static String of(Picture picture, int columns) {
        BufferedImage image = picture.image((double) columns / picture.width());
        var text = new StringBuilder();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < columns; x++) {
                int lower = y + 1 < image.getHeight() ? image.getRGB(x, y + 1) : 0xFFFFFF;
                text.append(colour(38, image.getRGB(x, y))).append(colour(48, lower)).append('▀');
            }
            text.append("\u001b[0m\n");
        }
        return text.toString();
    }

    private static String colour(int ground, int rgb) {
        return "\u001b[" + ground + ";2;" + (rgb >> 16 & 255) + ";" + (rgb >> 8 & 255) + ";" + (rgb & 255) + "m";
    }
}
