package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastPictureTest {
    @TempDir
    private Path directory;

    private static ForecastPicture picture() {
        int steps = 40;
        double[][] lines = new double[4][steps];
        for (int t = 0; t < steps; t++) {
            lines[1][t] = 10 * StrictMath.sin(0.3 * t);
            lines[0][t] = t < 30 ? lines[1][t] + (t % 3 - 1) : Double.NaN;
            lines[2][t] = lines[1][t] - 4;
            lines[3][t] = lines[1][t] + 4;
        }
        return ForecastPicture.of(
                "a wave",
                new ForecastPicture.Band(lines[0], lines[1], lines[2], lines[3], "80 % band"),
                t -> "day " + t);
    }

    @Test
    void truthForecastAndBand_areDrawn() throws Exception {
        Path file = directory.resolve("forecast.png");
        picture().savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2_000);
        assertThat(Pixels.count(image, Style.TRAINING, 0, 2_000)).isGreaterThan(1_000);
        assertThat(Pixels.count(image, new Color(0xBBD6EC), 0, 2_000)).isGreaterThan(50_000);
    }

    @Test
    void svg_hasBandAndLines() throws Exception {
        Path file = directory.resolve("forecast.svg");
        picture().saveSvg(file);
        assertThat(Files.readString(file)).contains("rgb(187,214,236)", "rgb(31,119,180)", "rgb(34,34,34)");
    }

    @Test
    void axis_isNamedByTheStepsInside() {
        Set<Integer> asked = new TreeSet<>();
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        ForecastPicture picture =
                ForecastPicture.of("line", new ForecastPicture.Band(values, values, values, values, "band"), step -> {
                    asked.add(step);
                    return "step " + step;
                });
        assertThatCode(() -> picture.savePng(directory.resolve("line.png"))).doesNotThrowAnyException();
        assertThat(asked).hasSizeGreaterThan(2).allMatch(step -> step >= 0 && step < values.length);
    }

    @Test
    void unequalParts_areRefused() {
        assertThatThrownBy(() ->
                        new ForecastPicture.Band(new double[3], new double[3], new double[2], new double[3], "band"))
                .hasMessageContaining("but got 3, 3, 2 and 3");
    }
}
