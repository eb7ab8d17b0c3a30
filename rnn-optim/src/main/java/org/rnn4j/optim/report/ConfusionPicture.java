package org.rnn4j.optim.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/**
 * A picture of a confusion matrix: a row for each true class, from top to bottom, a column for each predicted class, and
 * in each cell the share of the row's examples as colour. Labels stay readable up to about 80 classes.
 */
public final class ConfusionPicture {
    private static final int CELL = 16;
    private static final int SMALLEST_PLOT = 360;
    private static final int CHARACTER = 7;
    private static final int SHADES = 21;
    private static final Color[] PALETTE = {
        Color.WHITE, new Color(0xC6DBEF), new Color(0x6BAED6), new Color(0x2171B5), new Color(0x08306B)
    };

    private final Panels panels;

    private ConfusionPicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * The picture of a matrix.
     *
     * @param counts the number of examples by true class (row) and predicted class (column), square
     * @param labels the names of the classes, in order
     * @throws IllegalArgumentException if the matrix is not square or has another size than the labels
     */
    public static ConfusionPicture of(long[][] counts, List<String> labels) {
        check(counts, labels);
        int classes = labels.size();
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        int plot = Math.max(SMALLEST_PLOT, classes * CELL);
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(plot + longest * CHARACTER + 170)
                .height(plot + longest * CHARACTER + 110)
                .title("Confusion matrix: share of each true class in %")
                .xAxisTitle("predicted")
                .yAxisTitle("true")
                .build();
        style(chart.getStyler());
        List<String> upwards = new ArrayList<>(labels);
        Collections.reverse(upwards);
        chart.addSeries("share of the true class in %", labels, upwards, cells(counts));
        return new ConfusionPicture(new Panels(List.of(chart)));
    }

    private static void check(long[][] counts, List<String> labels) {
        if (labels.isEmpty() || counts.length != labels.size()) {
            throw new IllegalArgumentException("ConfusionPicture: expected one row for each label, but got "
                    + counts.length + " rows and " + labels.size() + " labels");
        }
        for (int row = 0; row < counts.length; row++) {
            if (counts[row].length != counts.length) {
                throw new IllegalArgumentException("ConfusionPicture: expected a square matrix, but row " + row
                        + " has " + counts[row].length + " of " + counts.length + " columns");
            }
        }
    }

    private static void style(HeatMapStyler styler) {
        Style.apply(styler);
        styler.setAxisTickLabelsFont(Style.font(11));
        styler.setXAxisLabelRotation(90);
        styler.setPlotContentSize(1);
        styler.setRangeColors(shades());
        styler.setXAxisTickMarkSpacingHint(1);
        styler.setYAxisTickMarkSpacingHint(1);
        styler.setMin(0);
        styler.setMax(100);
        styler.setPiecewise(false);
        styler.setDrawBorder(true);
        styler.setHeatMapDecimalValueFormatter(value -> Math.round(value) + " %");
    }

    /** The colours from 0 to 100 %. Their depth grows with the root of the share, so that rare errors show. */
    private static Color[] shades() {
        Color[] shades = new Color[SHADES];
        for (int i = 0; i < SHADES; i++) {
            double place = Math.sqrt(i / (SHADES - 1.0)) * (PALETTE.length - 1);
            int below = Math.min((int) place, PALETTE.length - 2);
            shades[i] = between(PALETTE[below], PALETTE[below + 1], place - below);
        }
        return shades;
    }

    private static Color between(Color from, Color to, double share) {
        return new Color(
                (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }

    /** Triples of column, row from below, and share. */
    private static List<Number[]> cells(long[][] counts) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            long total = 0;
            for (long count : counts[row]) {
                total += count;
            }
            for (int column = 0; column < counts.length; column++) {
                double share = total == 0 ? 0 : 100.0 * counts[row][column] / total;
                cells.add(new Number[] {column, counts.length - 1 - row, share});
            }
        }
        return cells;
    }

    /** Writes the picture as PNG. */
    public void savePng(Path file) throws IOException {
        panels.savePng(file);
    }
}
