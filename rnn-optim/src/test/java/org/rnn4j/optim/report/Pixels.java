package org.rnn4j.optim.report;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** What a picture shows, as numbers. */
final class Pixels {
    private Pixels() {}

    /** How many pixels between two columns have exactly this colour. */
    static long count(BufferedImage image, Color color, int fromX, int toX) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = fromX; x < toX; x++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    count++;
                }
            }
        }
        return count;
    }
}
