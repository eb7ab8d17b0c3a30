package org.rnn4j.examples.smalldata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.rnn4j.examples.Spread;

/** The picture of accuracy against the number of labelled texts, with a bar of one standard deviation each way. */
final class SizesPicture {
    private final XYChart chart;

    SizesPicture(List<SizeRow> rows) {
        chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title("Accuracy against the number of labelled texts")
                .xAxisTitle("labelled texts")
                .yAxisTitle("test accuracy")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setYAxisDecimalPattern("0.00");
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        add(rows, "plain", SizeRow::plain);
        add(rows, "small-data", SizeRow::recipe);
        add(rows, "naive Bayes", SizeRow::naiveBayes);
    }

    private void add(List<SizeRow> rows, String name, Function<SizeRow, Spread> spread) {
        chart.addSeries(
                name,
                rows.stream().mapToDouble(SizeRow::texts).toArray(),
                rows.stream().mapToDouble(row -> spread.apply(row).mean()).toArray(),
                rows.stream().mapToDouble(row -> spread.apply(row).deviation()).toArray());
    }

    void save(Path folder) throws IOException {
        for (String format : List.of("svg", "png")) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("sizes." + format))) {
                ChartEncoder.saveChart(chart, out, format);
            }
        }
    }
}
