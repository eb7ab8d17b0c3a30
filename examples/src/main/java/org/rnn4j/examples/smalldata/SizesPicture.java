package org.rnn4j.examples.smalldata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rnn4j.examples.Spread;
import org.rnn4j.optim.report.LinePicture;

/** The picture of accuracy against the number of labelled texts, with a bar of one standard deviation each way. */
record SizesPicture(List<SizeRow> rows) {
    private LinePicture.Line line(String name, Function<SizeRow, Spread> spread) {
        return new LinePicture.Line(
                name,
                rows.stream().mapToDouble(SizeRow::texts).toArray(),
                rows.stream().mapToDouble(row -> spread.apply(row).mean()).toArray(),
                rows.stream().mapToDouble(row -> spread.apply(row).deviation()).toArray());
    }

    void save(Path folder) throws IOException {
        LinePicture picture = LinePicture.of(List.of(new LinePicture.Panel(
                "Accuracy by the number of labelled texts",
                "labelled texts",
                "test accuracy",
                List.of(
                        line("plain", SizeRow::plain),
                        line("small-data", SizeRow::recipe),
                        line("naive Bayes", SizeRow::naiveBayes)),
                Map.of(),
                LinePicture.Axis.LOGARITHMIC)));
        picture.saveSvg(folder.resolve("sizes.svg"));
        picture.savePng(folder.resolve("sizes.png"));
    }
}
