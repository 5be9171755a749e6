package jarl.studio.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Brings a picture to 128 colours: half the bytes, which a notebook holds twice.
///
/// The colours met most stay as they are, the others (shades at the edges of lines) become the nearest of them.
final class Palette {
    private static final int SIZE = 128;

    private Palette() {}

    /// @param image without transparency
    static BufferedImage reduced(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] colours = distinct(pixels);
        int[] counts = new int[colours.length];
        int[] indices = indices(pixels, colours);
        for (int index : indices) {
            counts[index]++;
        }
        int[] palette = IntStream.range(0, colours.length).boxed()
                .sorted(Comparator.comparing(i -> -counts[i]))
                .limit(SIZE).mapToInt(i -> colours[i]).toArray();
        byte[] places = new byte[colours.length];
        for (int i = 0; i < colours.length; i++) {
            places[i] = (byte) nearest(palette, colours[i]);
        }
        byte[] rows = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rows[i] = places[indices[i]];
        }
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        reduced.getRaster().setDataElements(0, 0, width, height, rows);
        return reduced;
    }

    private static int[] distinct(int[] pixels) {
        int[] sorted = pixels.clone();
        Arrays.sort(sorted);
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[count - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /// Where each pixel's colour stands.
    private static int[] indices(int[] pixels, int[] colours) {
        int[] indices = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            boolean same = i > 0 && pixels[i] == pixels[i - 1];
            indices[i] = same ? indices[i - 1] : Arrays.binarySearch(colours, pixels[i]);
        }
        return indices;
    }

    private static int nearest(int[] palette, int colour) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length && least > 0; i++) {
            int red = ((palette[i] >> 16) & 255) - ((colour >> 16) & 255);
            int green = ((palette[i] >> 8) & 255) - ((colour >> 8) & 255);
            int blue = (palette[i] & 255) - (colour & 255);
            int distance = 3 * red * red + 4 * green * green + 2 * blue * blue;      // as eyes weigh them
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }
}
