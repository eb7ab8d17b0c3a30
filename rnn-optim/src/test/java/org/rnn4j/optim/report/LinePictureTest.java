package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinePictureTest {
    private static final double[] X = {1, 2, 3};

    @TempDir
    private Path directory;

    private static LinePicture picture() {
        List<LinePicture.Line> lines = List.of(
                new LinePicture.Line("LSTM", X, new double[] {3, 2, 1}),
                new LinePicture.Line("LSTM", X, new double[] {3, 1, 0.5}),
                new LinePicture.Line("GRU", X, new double[] {3, 2.5, 2}));
        return LinePicture.of(List.of(
                new LinePicture.Panel("first task", "step", "loss", lines, Map.of("chance", 2.8)),
                new LinePicture.Panel("second task", "step", "loss", lines.subList(0, 1), Map.of())));
    }

    @Test
    void linesOfOneName_haveOneColourAndOneEntry() throws Exception {
        Path file = directory.resolve("lines.png");
        picture().savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        int middle = image.getWidth() / 2;
        long first = Pixels.count(image, Style.TRAINING, 0, middle);
        long second = Pixels.count(image, Style.TRAINING, middle, image.getWidth());
        assertThat(first).isGreaterThan(3 * second / 2);
        assertThat(second).isGreaterThan(100);
        assertThat(Pixels.count(image, Style.VALIDATION, 0, middle)).isGreaterThan(100);
        assertThat(Pixels.count(image, Style.VALIDATION, middle, image.getWidth()))
                .isZero();

        Path svg = directory.resolve("lines.svg");
        picture().saveSvg(svg);
        assertThat(Files.readString(svg)).contains("rgb(31,119,180)", "rgb(217,95,2)", "rgb(102,102,102)");
    }

    @Test
    void deviations_areBarsWithinThePicture() throws Exception {
        double[] places = {10, 100, 1000};
        double[] values = {3, 2, 1};
        long without = blue(new LinePicture.Line("a", places, values), LinePicture.Axis.LOGARITHMIC);
        long with = blue(new LinePicture.Line("a", places, values, 0.5, 2, 0.5), LinePicture.Axis.LOGARITHMIC);
        assertThat(with).isGreaterThan(without);
        assertThat(blue(new LinePicture.Line("a", new double[] {5}, new double[] {1}), LinePicture.Axis.LOGARITHMIC))
                .isNotNegative();
    }

    private long blue(LinePicture.Line line, LinePicture.Axis axis) throws Exception {
        Path file = directory.resolve("bars.png");
        LinePicture.of(List.of(new LinePicture.Panel("task", "x", "y", List.of(line), Map.of(), axis)))
                .savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        return Pixels.count(image, Style.TRAINING, 0, image.getWidth());
    }

    @Test
    void nothingToDraw_isRefused() {
        assertThatThrownBy(() -> LinePicture.of(List.of())).hasMessageContaining("at least 1 panel");
        assertThatThrownBy(() -> new LinePicture.Line("LSTM", X, new double[2]))
                .hasMessageContaining("of \"LSTM\", but got 2 and 3");
        assertThatThrownBy(() -> new LinePicture.Line("LSTM", X, X, 1, 2))
                .hasMessageContaining("deviations as values, or none, of \"LSTM\", but got 2 and 3");
        List<LinePicture.Line> atZero = List.of(new LinePicture.Line("LSTM", new double[] {0, 1}, new double[2]));
        assertThatThrownBy(
                        () -> new LinePicture.Panel("task", "x", "y", atZero, Map.of(), LinePicture.Axis.LOGARITHMIC))
                .hasMessageContaining("above 0 on the logarithmic axis of \"task\", but \"LSTM\" has 0.0");
        assertThatThrownBy(() -> new LinePicture.Panel("task", "x", "y", List.of(), Map.of()))
                .hasMessageContaining("at least 1 line in \"task\"");
    }
}
