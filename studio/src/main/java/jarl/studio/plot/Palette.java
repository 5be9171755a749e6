package jarl.studio.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Brings a picture to at most 256 colours: half the bytes, and a notebook holds them twice.
///
/// Colours that no eye tells apart (equal in the upper five bits of red, green and blue) become the commonest of them.
/// Should more than 256 be left, the rarest become the nearest of the others.
final class Palette {
    private static final int SIZE = 256;

    private Palette() {}

    /// @param image without transparency
    static BufferedImage reduced(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] common = commonest(pixels);
        int[] palette = palette(pixels, common);
        byte[] places = new byte[common.length];
        for (int alike = 0; alike < common.length; alike++) {
            places[alike] = common[alike] == 0 ? 0 : (byte) nearest(palette, common[alike]);
        }
        byte[] rows = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rows[i] = places[alike(pixels[i])];
        }
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        reduced.getRaster().setDataElements(0, 0, width, height, rows);
        return reduced;
    }

    /// The same for colours that no eye tells apart; 15 bits.
    private static int alike(int colour) {
        return ((colour >> 9) & 0x7C00) | ((colour >> 6) & 0x3E0) | ((colour >> 3) & 0x1F);
    }

    /// Of the colours that are alike the commonest; 0 where there is none.
    private static int[] commonest(int[] pixels) {
        int[] sorted = pixels.clone();
        Arrays.sort(sorted);
        int[] common = new int[1 << 15];
        int[] most = new int[1 << 15];
        int run = 0;
        for (int i = 0; i < sorted.length; i++) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            int alike = alike(sorted[i]);
            if (run > most[alike]) {
                most[alike] = run;
                common[alike] = sorted[i];
            }
        }
        return common;
    }

    private static int[] palette(int[] pixels, int[] common) {
        int[] counts = new int[common.length];
        for (int pixel : pixels) {
            counts[alike(pixel)]++;
        }
        return IntStream.range(0, common.length).filter(alike -> counts[alike] > 0).boxed()
                .sorted(Comparator.comparing(alike -> -counts[alike]))
                .limit(SIZE).mapToInt(alike -> common[alike]).toArray();
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
