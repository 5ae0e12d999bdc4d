package homelab.web.page;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A picture in its 256 most frequent colours: a page has few, and the file is a third as large. */
final class Palette {
    private static final int COLOURS = 256;

    private Palette() {}

    static BufferedImage of(BufferedImage picture) {
        var width = picture.getWidth();
        var height = picture.getHeight();
        var pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        var counts = new HashMap<Integer, Integer>();
        for (var pixel : pixels) counts.merge(pixel, 1, Integer::sum);
        var colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        var model = new IndexColorModel(8, colours.length, colours, 0, false, -1, 0);
        var indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        var nearest = new HashMap<Integer, Integer>();
        for (var at = 0; at < pixels.length; at++) {
            var index = nearest.computeIfAbsent(pixels[at], pixel -> nearest(colours, pixel));
            indexed.getRaster().setSample(at % width, at / width, 0, index);
        }
        return indexed;
    }

    private static int nearest(int[] colours, int pixel) {
        return IntStream.range(0, colours.length)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(colours[index], pixel)))
                .orElse(0);
    }

    private static int distance(int one, int other) {
        var distance = 0;
        for (var shift : new int[] {0, 8, 16}) {
            var difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}
