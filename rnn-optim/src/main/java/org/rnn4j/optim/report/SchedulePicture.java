package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rnn4j.optim.Schedule;

/**
 * A picture of a schedule: the learning rate against the step, and beside it the momentum, if the schedule gives one.
 * Every step is drawn, unless there are more than fit.
 */
public final class SchedulePicture {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 360;
    private static final int MOST_POINTS = 2_000;
    private static final int MOST_MARKERS = 40;

    /** The share of the height that nobody sees. */
    private static final double INVISIBLE = 0.0007;

    private final Panels panels;

    private SchedulePicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * The picture of a schedule as it is now.
     *
     * @param schedule the schedule
     * @param rate the learning rate of the rule, by which the factors are multiplied, above 0; 1 shows the factors
     * @param steps how many steps, from 0 on, at least 2
     */
    public static SchedulePicture of(Schedule schedule, double rate, long steps) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY) || steps < 2) {
            throw new IllegalArgumentException("SchedulePicture: expected a finite rate above 0 and at least 2 steps,"
                    + " but got the rate " + rate + " and " + steps + " steps");
        }
        Curve rates = new Curve();
        Curve momenta = new Curve();
        long points = Math.min(steps, MOST_POINTS);
        for (long i = 0; i < points; i++) {
            long step = (long) ((double) i / (points - 1) * (steps - 1));
            rates.add(step, rate * schedule.factor(step));
            OptionalDouble momentum = schedule.momentum(step);
            // Where the schedule gives none the line has a gap.
            momenta.add(step, momentum.orElse(Double.NaN));
        }
        List<XYChart> charts = new ArrayList<>();
        charts.add(chart("Learning rate by step", "learning rate", Style.TRAINING, rates, true));
        if (!momenta.isEmpty()) {
            charts.add(chart("Momentum by step", "momentum", Style.VALIDATION, momenta, false));
        }
        return new SchedulePicture(new Panels(charts));
    }

    private static XYChart chart(String title, String name, Color color, Curve curve, boolean fromZero) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("step")
                .yAxisTitle(name)
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax((double) curve.last());
        chart.getStyler().setXAxisTickLabelsFormattingFunction(SchedulePicture::wholeNumber);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        double lowest = fromZero ? 0 : curve.lowest();
        double highest = curve.highest();
        double margin = highest > lowest ? 0.05 * (highest - lowest) : 0.05;
        chart.getStyler().setYAxisMin(fromZero ? 0.0 : lowest - margin);
        chart.getStyler().setYAxisMax(highest + margin);
        boolean marked = curve.steps.size() <= MOST_MARKERS;
        Curve line = marked ? curve : curve.simple();
        XYSeries series = chart.addSeries(name, line.steps, line.values);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2f));
        series.setMarkerColor(color);
        series.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        chart.getStyler().setMarkerSize(5);
        return chart;
    }

    private static String wholeNumber(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : "";
    }

    /** Writes the picture as PNG. */
    public void savePng(Path file) throws IOException {
        panels.savePng(file);
    }

    /** Writes the picture as SVG. */
    public void saveSvg(Path file) throws IOException {
        panels.saveSvg(file);
    }

    /** Points of a line; NaN is a gap. */
    private static final class Curve {
        private final List<Long> steps = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        void add(long step, double value) {
            steps.add(step);
            values.add(value);
        }

        long last() {
            return steps.get(steps.size() - 1);
        }

        boolean isEmpty() {
            return values.stream().allMatch(value -> value.isNaN());
        }

        double lowest() {
            return values.stream()
                    .filter(value -> !value.isNaN())
                    .mapToDouble(value -> value)
                    .min()
                    .orElseThrow();
        }

        double highest() {
            return values.stream()
                    .filter(value -> !value.isNaN())
                    .mapToDouble(value -> value)
                    .max()
                    .orElseThrow();
        }

        /** The same line with as few points as show no difference: many short pieces would be drawn ragged. */
        Curve simple() {
            Curve simple = new Curve();
            double tolerance = INVISIBLE * (highest() - lowest());
            int from = 0;
            simple.add(steps.get(0), values.get(0));
            for (int to = 1; to < steps.size(); to++) {
                if (to == steps.size() - 1 || !isStraight(from, to + 1, tolerance)) {
                    simple.add(steps.get(to), values.get(to));
                    from = to;
                }
            }
            return simple;
        }

        /** Whether all points between lie on the line from one to the other; a gap does not. */
        private boolean isStraight(int from, int to, double tolerance) {
            double start = values.get(from);
            double slope = (values.get(to) - start) / (steps.get(to) - steps.get(from));
            for (int i = from + 1; i < to; i++) {
                double expected = start + slope * (steps.get(i) - steps.get(from));
                if (!(Math.abs(values.get(i) - expected) <= tolerance)) {
                    return false;
                }
            }
            return true;
        }
    }
}
