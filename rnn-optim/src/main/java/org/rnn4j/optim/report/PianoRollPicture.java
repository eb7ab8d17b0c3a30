package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A picture of piano rolls, one below the other: time from left to right, low keys below, and each key the darker the
 * likelier it sounds.
 */
public final class PianoRollPicture {
    private static final float FAINTEST = 0.1f;

    private final Panels panels;

    private PianoRollPicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * One roll.
     *
     * @param title what it shows
     * @param keys {@code [time][key]}, from 0 to 1, the lowest key first
     */
    public record Roll(String title, float[][] keys) {
        /** Checks that there is a step, and as many keys at every step. */
        public Roll {
            if (keys.length == 0) {
                throw new IllegalArgumentException("PianoRollPicture: expected at least 1 step of \"" + title + "\"");
            }
            for (float[] step : keys) {
                if (step.length != keys[0].length || step.length == 0) {
                    throw new IllegalArgumentException("PianoRollPicture: expected as many keys at every step of \""
                            + title + "\", but got " + keys[0].length + " and " + step.length);
                }
            }
        }

        private boolean sounds(int key) {
            for (float[] step : keys) {
                if (step[key] >= FAINTEST) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The picture of these rolls, which must have as many keys; the keys that sound in none of them are left out. */
    public static PianoRollPicture of(List<Roll> rolls) {
        if (rolls.isEmpty()) {
            throw new IllegalArgumentException("PianoRollPicture: expected at least 1 roll, but got none");
        }
        int keys = rolls.get(0).keys()[0].length;
        int lowest = keys;
        int highest = -1;
        for (Roll roll : rolls) {
            if (roll.keys()[0].length != keys) {
                throw new IllegalArgumentException("PianoRollPicture: expected as many keys in every roll, but got "
                        + keys + " and " + roll.keys()[0].length);
            }
            for (int key = 0; key < keys; key++) {
                if (roll.sounds(key)) {
                    lowest = Math.min(lowest, key);
                    highest = Math.max(highest, key);
                }
            }
        }
        boolean silent = highest < 0;
        Drawing drawing = new Drawing(List.copyOf(rolls), silent ? 0 : lowest, silent ? keys - 1 : highest);
        return new PianoRollPicture(new Panels(List.of(drawing)));
    }

    /** Writes the picture as PNG. */
    public void savePng(Path file) throws IOException {
        panels.savePng(file);
    }

    /** Writes the picture as SVG. */
    public void saveSvg(Path file) throws IOException {
        panels.saveSvg(file);
    }

    /** The rolls on paper. */
    private record Drawing(List<Roll> rolls, int lowest, int highest) implements IChart {
        private static final int STEP = 8;
        private static final int KEY = 5;
        private static final int MARGIN = 16;
        private static final int TITLE = 24;
        private static final int MEASURE = 4;
        private static final Color INK = new Color(0x08306B);

        private int steps() {
            return rolls.stream().mapToInt(roll -> roll.keys().length).max().orElseThrow();
        }

        private int rollHeight() {
            return TITLE + (highest - lowest + 1) * KEY + MARGIN;
        }

        @Override
        public int getWidth() {
            return Math.max(400, 2 * MARGIN + steps() * STEP);
        }

        @Override
        public int getHeight() {
            return MARGIN + rolls.size() * rollHeight();
        }

        @Override
        public String getTitle() {
            return rolls.get(0).title();
        }

        @Override
        public void paint(Graphics2D graphics, int width, int height) {
            graphics.setColor(Color.WHITE);
            graphics.fill(new Rectangle2D.Double(0, 0, width, height));
            for (int i = 0; i < rolls.size(); i++) {
                paint(graphics, rolls.get(i), MARGIN / 2 + i * rollHeight());
            }
        }

        private void paint(Graphics2D graphics, Roll roll, int top) {
            graphics.setColor(Style.MARK);
            graphics.setFont(Style.font(12));
            graphics.drawString(roll.title(), MARGIN, top + TITLE - 8);
            int from = top + TITLE;
            int bottom = from + (highest - lowest + 1) * KEY;
            graphics.setStroke(new BasicStroke(0.5f));
            graphics.setColor(new Color(0xE3E3E3));
            for (int t = 0; t <= roll.keys().length; t += MEASURE) {
                graphics.drawLine(MARGIN + t * STEP, from, MARGIN + t * STEP, bottom);
            }
            graphics.drawRect(MARGIN, from, roll.keys().length * STEP, bottom - from);
            for (int t = 0; t < roll.keys().length; t++) {
                for (int key = lowest; key <= highest; key++) {
                    float strength = roll.keys()[t][key];
                    if (strength >= FAINTEST) {
                        graphics.setColor(shade(Math.min(1f, strength)));
                        graphics.fill(new Rectangle2D.Double(
                                MARGIN + t * STEP + 0.5, bottom - (key - lowest + 1) * KEY + 0.5, STEP - 1, KEY - 1));
                    }
                }
            }
        }

        private static Color shade(float strength) {
            return new Color(
                    Math.round(255 + strength * (INK.getRed() - 255)),
                    Math.round(255 + strength * (INK.getGreen() - 255)),
                    Math.round(255 + strength * (INK.getBlue() - 255)));
        }
    }
}
