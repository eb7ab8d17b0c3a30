package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rnn4j.optim.LrSweep;

/**
 * A picture of a learning-rate sweep: the loss and the smoothed loss against the rate on a logarithmic axis, with the
 * steepest descent and a tenth of the best rate marked, the suggested one of them by an unbroken line. What rises far
 * above the loss at the start is cut off.
 */
public final class LrFinderPicture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 460;
    private static final Color LOSS = new Color(0xAFCBE3);
    private static final Color STEEPEST = new Color(0xD95F02);
    private static final Color TENTH = new Color(0x1B9E77);

    /** Room below and above the curves, as a share of their height. */
    private static final double MARGIN = 0.04;

    private static final double SMALLEST_PLAIN = 0.000999;

    private static final BasicStroke THIN = new BasicStroke(1.2f);
    private static final BasicStroke THICK = new BasicStroke(2.5f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 4f}, 0f);

    private final Panels panels;

    private LrFinderPicture(Panels panels) {
        this.panels = panels;
    }

    /** The picture of a sweep. */
    public static LrFinderPicture of(LrSweep sweep) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Loss by learning rate")
                .xAxisTitle("learning rate")
                .yAxisTitle("loss")
                .build();
        double lowest = lowest(sweep);
        double highest = highest(sweep, lowest);
        double margin = highest > lowest ? MARGIN * (highest - lowest) : 1;
        style(chart.getStyler(), lowest - margin, highest + margin);
        addCurve(chart, "loss of each batch", LOSS, THIN, sweep, LrSweep.Point::loss);
        addCurve(chart, "smoothed loss", Style.TRAINING, THICK, sweep, LrSweep.Point::smoothed);
        mark(chart, sweep, sweep.steepest(), "steepest descent", STEEPEST);
        mark(chart, sweep, sweep.tenthOfBest(), "tenth of the best", TENTH);
        return new LrFinderPicture(new Panels(List.of(chart)));
    }

    private static double lowest(LrSweep sweep) {
        return sweep.points().stream()
                .mapToDouble(point -> Math.min(point.loss(), point.smoothed()))
                .min()
                .orElseThrow();
    }

    /** As far above the loss at the start as the lowest loss is below it, but not above what there is. */
    private static double highest(LrSweep sweep, double lowest) {
        double first = sweep.points().get(0).smoothed();
        double highest = sweep.points().stream()
                .mapToDouble(point -> Math.max(point.loss(), point.smoothed()))
                .max()
                .orElseThrow();
        return Math.min(highest, first + (first - lowest));
    }

    private static void style(XYStyler styler, double bottom, double top) {
        Style.apply(styler);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setXAxisLogarithmic(true);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setXAxisTickLabelsFormattingFunction(LrFinderPicture::rate);
        styler.setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        styler.setYAxisMin(bottom);
        styler.setYAxisMax(top);
    }

    /** Small rates as in 1e-5: rows of zeros are hard to read. */
    static String rate(double value) {
        if (value >= SMALLEST_PLAIN) {
            return Digits.significant(value, 2);
        }
        int exponent = (int) Math.floor(StrictMath.log10(value) + 1e-9);
        return Digits.significant(value / StrictMath.pow(10, exponent), 2) + "e" + exponent;
    }

    /** Adds a curve; what is above the axis is cut off by the plot. */
    private static void addCurve(
            XYChart chart,
            String name,
            Color color,
            BasicStroke stroke,
            LrSweep sweep,
            ToDoubleFunction<LrSweep.Point> value) {
        XYSeries series = chart.addSeries(
                name,
                sweep.points().stream().mapToDouble(LrSweep.Point::rate).toArray(),
                sweep.points().stream().mapToDouble(value).toArray());
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** A vertical line at a rate, if there is one: drawn through for the suggested one, else dashed. */
    private static void mark(
            XYChart chart, LrSweep sweep, Optional<LrSweep.Suggestion> found, String name, Color color) {
        if (found.isEmpty()) {
            return;
        }
        boolean suggested = found.equals(sweep.suggestion());
        double rate = found.get().rate();
        XYSeries mark = chart.addSeries(
                (suggested ? "suggested: " : "") + name + ", " + rate(rate),
                new double[] {rate, rate},
                new double[] {chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax()});
        mark.setMarker(SeriesMarkers.NONE);
        mark.setLineColor(color);
        mark.setLineStyle(suggested ? THICK : DASHED);
    }

    /** Writes the picture as PNG. */
    public void savePng(Path file) throws IOException {
        panels.savePng(file);
    }

    /** Writes the picture as SVG. */
    public void saveSvg(Path file) throws IOException {
        panels.saveSvg(file);
    }
}
