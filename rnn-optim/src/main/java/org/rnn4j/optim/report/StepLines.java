package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart with one line for each of several things, against the time step. */
final class StepLines {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    /** Colours that the colour-blind can tell apart too (Okabe and Ito 2008), the first two as in all pictures. */
    private static final List<Color> COLORS = List.of(
            Style.TRAINING,
            Style.VALIDATION,
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000),
            new Color(0x8C564B));

    private static final float[] DASHES = {7f, 4f};

    private final XYChart chart;
    private int lines;

    StepLines(String title, String valueTitle, int steps) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("time step")
                .yAxisTitle(valueTitle)
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(Math.max(1.0, steps - 1));
        chart.getStyler().setXAxisTickLabelsFormattingFunction(StepLines::wholeNumber);
    }

    static String wholeNumber(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : "";
    }

    /** Adds a line of values by step, from step 0 on; NaN is a gap. */
    void add(String name, double[] values) {
        double[] steps = new double[values.length];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = t;
        }
        int number = lines++;
        XYSeries series = chart.addSeries(name, steps, values);
        series.setLineColor(COLORS.get(number % COLORS.size()));
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(
                number < COLORS.size()
                        ? new BasicStroke(2f)
                        : new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, DASHES, 0f));
    }

    XYChart chart() {
        return chart;
    }
}
