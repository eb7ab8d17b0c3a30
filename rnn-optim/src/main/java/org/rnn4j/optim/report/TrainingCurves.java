package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.Evaluator;
import org.rnn4j.optim.TrainingResult;

/**
 * A picture of how training went: a panel for each figure, with its training and validation curves over the epochs and
 * the best epoch marked.
 */
public final class TrainingCurves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 400;
    private static final int MOST_TICKS = 10;
    private static final int MOST_MARKERS = 40;

    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {5f, 4f}, 0f);

    private final Panels panels;

    private TrainingCurves(Panels panels) {
        this.panels = panels;
    }

    /** The curves of all figures of the evaluator, or of the training loss if there was no evaluator. */
    public static TrainingCurves of(TrainingResult result) {
        Set<String> figures = names(result, EpochReport::validation);
        return of(result, figures.isEmpty() ? List.of(Evaluator.LOSS) : figures);
    }

    /**
     * The curves of these figures, from left to right.
     *
     * @throws IllegalArgumentException if there is no figure, or one is in neither the training nor the validation data
     */
    public static TrainingCurves of(TrainingResult result, Collection<String> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("TrainingCurves: expected at least one figure, but got none");
        }
        if (result.history().isEmpty()) {
            throw new IllegalArgumentException("TrainingCurves: expected at least one finished epoch, but got none");
        }
        List<XYChart> charts = new ArrayList<>();
        figures.forEach(figure -> charts.add(chart(result, figure)));
        return new TrainingCurves(new Panels(charts));
    }

    private static Set<String> names(TrainingResult result, Function<EpochReport, Map<String, Double>> part) {
        Set<String> names = new LinkedHashSet<>();
        result.history().forEach(report -> names.addAll(part.apply(report).keySet()));
        return names;
    }

    private static XYChart chart(TrainingResult result, String figure) {
        String name = figure.replace('_', ' ');
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " by epoch")
                .xAxisTitle("epoch")
                .yAxisTitle(name)
                .build();
        style(chart, result.history().size());
        List<Double> values = new ArrayList<>();
        values.addAll(addCurve(chart, result, "training", figure, Style.TRAINING, EpochReport::training));
        values.addAll(addCurve(chart, result, "validation", figure, Style.VALIDATION, EpochReport::validation));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("TrainingCurves: there is no figure " + figure + "; training has "
                    + names(result, EpochReport::training) + ", validation has "
                    + names(result, EpochReport::validation));
        }
        markBest(chart, result.bestEpoch(), Collections.min(values), Collections.max(values));
        return chart;
    }

    private static void style(XYChart chart, int epochs) {
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setXAxisMin(epochs == 1 || epochs > MOST_TICKS ? 0.0 : 1.0);
        chart.getStyler().setXAxisMax(epochs == 1 ? 2.0 : epochs);
        if (epochs <= MOST_TICKS) {
            // One tick for each epoch; without this, small histories get ticks between epochs.
            chart.getStyler().setXAxisTickLabelsFormattingFunction(TrainingCurves::wholeNumber);
            chart.getStyler().setXAxisMaxLabelCount(epochs);
        } else {
            chart.getStyler().setXAxisDecimalPattern("0");
        }
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        chart.getStyler().setMarkerSize(5);
    }

    private static String wholeNumber(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : "";
    }

    /** Adds the curve, if there is one; gives its values. */
    private static List<Double> addCurve(
            XYChart chart,
            TrainingResult result,
            String name,
            String figure,
            Color color,
            Function<EpochReport, Map<String, Double>> part) {
        List<Integer> epochs = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (EpochReport report : result.history()) {
            Double value = part.apply(report).get(figure);
            if (value != null) {
                epochs.add(report.epoch());
                values.add(value);
            }
        }
        if (epochs.isEmpty()) {
            return values;
        }
        XYSeries series = chart.addSeries(name, epochs, values);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2f));
        series.setMarkerColor(color);
        series.setMarker(epochs.size() <= MOST_MARKERS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return values;
    }

    /** A dashed line from bottom to top at the best epoch. */
    private static void markBest(XYChart chart, int bestEpoch, double lowest, double highest) {
        double margin = highest == lowest ? 1 : 0.05 * (highest - lowest);
        chart.getStyler().setYAxisMin(lowest - margin);
        chart.getStyler().setYAxisMax(highest + margin);
        XYSeries mark = chart.addSeries(
                "best epoch: " + bestEpoch, List.of(bestEpoch, bestEpoch), List.of(lowest - margin, highest + margin));
        mark.setMarker(SeriesMarkers.NONE);
        mark.setLineColor(Style.MARK);
        mark.setLineStyle(DASHED);
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
