package org.rnn4j.optim.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rnn4j.optim.search.Choice;
import org.rnn4j.optim.search.Domain;
import org.rnn4j.optim.search.LogUniform;
import org.rnn4j.optim.search.SearchTable;
import org.rnn4j.optim.search.TrialResult;

/**
 * A picture of the scores of a search against one hyper-parameter, on a logarithmic axis if that is log-uniform, with
 * the best trial and the stopped ones marked. Trials without a value of that parameter, or whose score is not finite,
 * are left out.
 */
public final class SearchPicture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 460;
    private static final Color PRUNED = new Color(0xAAAAAA);

    /** Room around the points, as a share of their extent. */
    private static final double MARGIN = 0.06;

    private final Panels panels;

    private SearchPicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * The picture of a search and a parameter.
     *
     * @throws IllegalArgumentException if there is no such parameter, or no trial to draw
     */
    public static SearchPicture of(SearchTable table, String parameter) {
        Domain domain = table.space().dimension(parameter).domain();
        List<TrialResult> results = table.results().stream()
                .filter(result -> result.settings().has(parameter) && Double.isFinite(result.score()))
                .toList();
        if (results.isEmpty()) {
            throw new IllegalArgumentException("SearchPicture: expected a trial with a value of \"" + parameter
                    + "\" and a finite score, but got none among "
                    + table.results().size());
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Score by " + parameter)
                .xAxisTitle(title(parameter, domain))
                .yAxisTitle("score")
                .build();
        style(chart.getStyler(), domain, results);
        TrialResult best = table.best().filter(results::contains).orElse(null);
        Points points = new Points(chart, domain, parameter);
        points.add("complete", Style.TRAINING, SeriesMarkers.CIRCLE, select(results, r -> !r.pruned() && r != best));
        points.add("stopped early", PRUNED, SeriesMarkers.DIAMOND, select(results, TrialResult::pruned));
        points.add("best", Style.VALIDATION, SeriesMarkers.SQUARE, select(results, r -> r == best));
        return new SearchPicture(new Panels(List.of(chart)));
    }

    private static List<TrialResult> select(List<TrialResult> results, Predicate<TrialResult> which) {
        return results.stream().filter(which).toList();
    }

    private static void style(XYStyler styler, Domain domain, List<TrialResult> results) {
        Style.apply(styler);
        styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setMarkerSize(8);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        double low = results.stream().mapToDouble(TrialResult::score).min().orElseThrow();
        double high = results.stream().mapToDouble(TrialResult::score).max().orElseThrow();
        double margin = high > low ? MARGIN * (high - low) : 1;
        styler.setYAxisMin(low - margin);
        styler.setYAxisMax(high + margin);
        if (domain instanceof LogUniform range) {
            styler.setXAxisLogarithmic(true);
            styler.setXAxisMin(range.lowest());
            styler.setXAxisMax(range.highest());
            styler.setXAxisTickLabelsFormattingFunction(LrFinderPicture::rate);
        } else if (domain instanceof Choice choice) {
            styler.setXAxisMin(-0.5);
            styler.setXAxisMax(choice.values().size() - 0.5);
            styler.setXAxisTicksVisible(false);
        } else {
            styler.setXAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        }
    }

    /** The words of a choice stand in the title: XChart labels an axis with round numbers only. */
    private static String title(String parameter, Domain domain) {
        return domain instanceof Choice choice
                ? parameter + ", from the left: " + String.join(", ", choice.values())
                : parameter;
    }

    /** Adds points to a chart. */
    private record Points(XYChart chart, Domain domain, String parameter) {
        void add(String name, Color color, Marker marker, List<TrialResult> results) {
            if (results.isEmpty()) {
                return;
            }
            XYSeries series = chart.addSeries(
                    name,
                    results.stream().mapToDouble(this::position).toArray(),
                    results.stream().mapToDouble(TrialResult::score).toArray());
            series.setMarker(marker);
            series.setMarkerColor(color);
        }

        private double position(TrialResult result) {
            Object value = result.settings().values().get(parameter);
            return value instanceof Number number
                    ? number.doubleValue()
                    : ((Choice) domain).values().indexOf(String.valueOf(value));
        }
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
