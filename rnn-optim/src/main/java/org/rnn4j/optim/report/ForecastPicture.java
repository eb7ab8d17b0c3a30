package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of forecasts against the truth, step by step, with the band in which the truth is expected. */
public final class ForecastPicture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 440;
    private static final int CHARACTER = 8;
    private static final int BETWEEN_LABELS = 30;
    private static final double MARGIN = 0.05;
    private static final Color TRUTH = new Color(0x222222);
    private static final Color BAND = new Color(0xBBD6EC);

    private final Panels panels;

    private ForecastPicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * What is drawn, an element for each step.
     *
     * @param truth what came; NaN where that is not known
     * @param forecast what was expected
     * @param low the lower bounds of the band
     * @param high the upper bounds
     * @param bandName what the band is called, such as {@code 80 % band}
     */
    public record Band(double[] truth, double[] forecast, double[] low, double[] high, String bandName) {
        /** Checks that all have as many steps, at least 2. */
        public Band {
            int steps = truth.length;
            if (steps < 2 || forecast.length != steps || low.length != steps || high.length != steps) {
                throw new IllegalArgumentException("ForecastPicture: expected at least 2 steps and as many in every"
                        + " part, but got " + steps + ", " + forecast.length + ", " + low.length + " and "
                        + high.length);
            }
        }
    }

    /**
     * The picture of these forecasts.
     *
     * @param title what is forecast
     * @param band what is drawn
     * @param label names a step, counted from 0, on the axis
     */
    public static ForecastPicture of(String title, Band band, IntFunction<String> label) {
        XYChart chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
        style(chart, band, label);
        addBand(chart, band);
        addLine(chart, "truth", band.truth(), TRUTH, 1.4f);
        addLine(chart, "forecast", band.forecast(), Style.TRAINING, 2f);
        return new ForecastPicture(new Panels(List.of(chart)));
    }

    private static void style(XYChart chart, Band band, IntFunction<String> label) {
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        int last = band.truth().length - 1;
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax((double) last);
        chart.getStyler().setXAxisMaxLabelCount(labels(label.apply(0)));
        chart.getStyler()
                .setXAxisTickLabelsFormattingFunction(
                        x -> x < 0 || x > last || x != Math.rint(x) ? "" : label.apply(x.intValue()));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double[] values : new double[][] {band.truth(), band.forecast(), band.low(), band.high()}) {
            for (double value : values) {
                lowest = value < lowest ? value : lowest;
                highest = value > highest ? value : highest;
            }
        }
        double margin = highest > lowest ? MARGIN * (highest - lowest) : 1;
        chart.getStyler().setYAxisMin(lowest - margin);
        chart.getStyler().setYAxisMax(highest + margin);
    }

    /** How many labels as long as this one stand beside each other. */
    private static int labels(String example) {
        return Math.max(2, WIDTH / (BETWEEN_LABELS + CHARACTER * example.length()));
    }

    /** A polygon along the upper bounds and back along the lower ones. */
    private static void addBand(XYChart chart, Band band) {
        int steps = band.low().length;
        double[] x = new double[2 * steps];
        double[] y = new double[2 * steps];
        for (int i = 0; i < steps; i++) {
            x[i] = i;
            y[i] = band.high()[i];
            x[2 * steps - 1 - i] = i;
            y[2 * steps - 1 - i] = band.low()[i];
        }
        XYSeries series = chart.addSeries(band.bandName(), x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(BAND);
        series.setLineColor(BAND);
        series.setLineStyle(new BasicStroke(0.5f));
        series.setMarker(SeriesMarkers.NONE);
    }

    private static void addLine(XYChart chart, String name, double[] values, Color color, float width) {
        double[] x = new double[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        XYSeries series = chart.addSeries(name, x, values);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
        series.setMarker(SeriesMarkers.NONE);
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
