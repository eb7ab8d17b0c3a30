package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of lines in panels beside each other; lines of one name, such as those of several seeds, have one colour. */
public final class LinePicture {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 400;
    private static final double MARGIN = 0.05;
    private static final Color[] COLORS = {
        Style.TRAINING, Style.VALIDATION, new Color(0x2CA02C), new Color(0x7B4FA3), new Color(0x8C564B)
    };

    private final Panels panels;

    private LinePicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * One line.
     *
     * @param name what it shows
     * @param x the places on the horizontal axis
     * @param y the values, as many
     * @param deviations how far a bar reaches up and down from each value, as many; or none
     */
    public record Line(String name, double[] x, double[] y, double... deviations) {
        /** Checks that there are as many values as places, and at least one. */
        public Line {
            if (x.length == 0 || x.length != y.length) {
                throw new IllegalArgumentException("LinePicture: expected at least 1 point, and as many values as"
                        + " places, of \"" + name + "\", but got " + y.length + " and " + x.length);
            }
            if (deviations.length != 0 && deviations.length != y.length) {
                throw new IllegalArgumentException("LinePicture: expected as many deviations as values, or none, of \""
                        + name + "\", but got " + deviations.length + " and " + y.length);
            }
        }

        private double deviation(int point) {
            return deviations.length == 0 ? 0 : deviations[point];
        }
    }

    /** How places are laid out on the horizontal axis. */
    public enum Axis {
        /** Equal differences are equally long. */
        LINEAR,
        /** Equal ratios are equally long; all places are above 0. */
        LOGARITHMIC
    }

    /**
     * One panel.
     *
     * @param title what it is about
     * @param xTitle the name of the horizontal axis
     * @param yTitle the name of the vertical axis
     * @param lines the lines
     * @param marks horizontal lines to compare with, by name
     * @param axis the horizontal axis
     */
    public record Panel(
            String title, String xTitle, String yTitle, List<Line> lines, Map<String, Double> marks, Axis axis) {
        /** Checks that there is a line, and that its places are on the axis. */
        public Panel {
            lines = List.copyOf(lines);
            marks = new LinkedHashMap<>(marks);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("LinePicture: expected at least 1 line in \"" + title + "\"");
            }
            for (Line line : lines) {
                double first = Arrays.stream(line.x()).min().orElseThrow();
                if (axis == Axis.LOGARITHMIC && !(first > 0)) {
                    throw new IllegalArgumentException("LinePicture: expected places above 0 on the logarithmic axis"
                            + " of \"" + title + "\", but \"" + line.name() + "\" has " + first);
                }
            }
        }

        /** A panel with a linear axis. */
        public Panel(String title, String xTitle, String yTitle, List<Line> lines, Map<String, Double> marks) {
            this(title, xTitle, yTitle, lines, marks, Axis.LINEAR);
        }
    }

    /** The picture of these panels. */
    public static LinePicture of(List<Panel> panels) {
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("LinePicture: expected at least 1 panel, but got none");
        }
        return new LinePicture(
                new Panels(panels.stream().map(LinePicture::chart).toList()));
    }

    private static XYChart chart(Panel panel) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(panel.title())
                .xAxisTitle(panel.xTitle())
                .yAxisTitle(panel.yTitle())
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        chart.getStyler().setXAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 4));
        chart.getStyler().setXAxisLogarithmic(panel.axis() == Axis.LOGARITHMIC);
        chart.getStyler().setMarkerSize(5);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        setRange(chart, panel);
        addMarks(chart, panel);
        addLines(chart, panel.lines());
        return chart;
    }

    private static void setRange(XYChart chart, Panel panel) {
        List<Double> values = new ArrayList<>(panel.marks().values());
        panel.lines().forEach(line -> {
            for (int i = 0; i < line.y().length; i++) {
                values.add(line.y()[i] - line.deviation(i));
                values.add(line.y()[i] + line.deviation(i));
            }
        });
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double margin = high > low ? MARGIN * (high - low) : 1;
        chart.getStyler().setYAxisMin(low - margin);
        chart.getStyler().setYAxisMax(high + margin);
    }

    private static void addMarks(XYChart chart, Panel panel) {
        double from =
                panel.lines().stream().mapToDouble(line -> line.x()[0]).min().orElseThrow();
        double to = panel.lines().stream()
                .mapToDouble(line -> line.x()[line.x().length - 1])
                .max()
                .orElseThrow();
        panel.marks().forEach((name, value) -> {
            XYSeries mark = chart.addSeries(name, new double[] {from, to}, new double[] {value, value});
            mark.setMarker(SeriesMarkers.NONE);
            mark.setLineColor(Style.MARK);
            mark.setLineStyle(
                    new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {4f, 4f}, 0f));
        });
    }

    /** Only the first line of a name stands in the legend. */
    private static void addLines(XYChart chart, List<Line> lines) {
        Map<String, Color> colors = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Line line : lines) {
            Color color = colors.computeIfAbsent(line.name(), name -> COLORS[colors.size() % COLORS.length]);
            int number = counts.merge(line.name(), 1, Integer::sum);
            XYSeries series = chart.addSeries(
                    number == 1 ? line.name() : line.name() + " " + number,
                    line.x(),
                    line.y(),
                    line.deviations().length == 0 ? null : line.deviations());
            series.setShowInLegend(number == 1);
            series.setLineColor(color);
            series.setLineStyle(new BasicStroke(1.6f));
            series.setMarkerColor(color);
            series.setMarker(
                    line.deviations().length == 0 && line.x().length > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
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
