package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionPictureTest {
    private static final int DARK = new Color(0x08306B).getRGB();

    @TempDir
    private Path directory;

    private BufferedImage png(long[][] counts, List<String> labels) throws Exception {
        Path file = directory.resolve("confusion.png");
        ConfusionPicture.of(counts, labels).savePng(file);
        return ImageIO.read(file.toFile());
    }

    /** The mean place of all dark pixels left of the legend, from the left and from the top, as share of the picture. */
    private static double[] centreOfDark(BufferedImage image) {
        double x = 0;
        double y = 0;
        long count = 0;
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth() * 4 / 5; column++) {
                if (image.getRGB(column, row) == DARK) {
                    x += column;
                    y += row;
                    count++;
                }
            }
        }
        assertThat(count).as("dark pixels").isGreaterThan(1_000);
        return new double[] {x / count / image.getWidth(), y / count / image.getHeight()};
    }

    @Test
    void trueClasses_runDown_predictedClassesRunRight() throws Exception {
        long[][] topRight = {{0, 0, 5}, {1, 1, 1}, {1, 1, 1}};
        double[] centre = centreOfDark(png(topRight, List.of("a", "b", "c")));
        assertThat(centre[0]).isBetween(0.5, 0.8);
        assertThat(centre[1]).isBetween(0.05, 0.35);
    }

    @Test
    void sharesAreOfTheTrueClass_andAnEmptyClassIsBlank() throws Exception {
        long[][] rare = {{1, 0}, {0, 0}};
        double[] centre = centreOfDark(png(rare, List.of("rare", "absent")));
        assertThat(centre[0]).isBetween(0.1, 0.45);
        assertThat(centre[1]).isBetween(0.05, 0.45);
    }

    @Test
    void picture_growsWithTheClasses_soThatLabelsFit() throws Exception {
        int classes = 80;
        List<String> labels = new ArrayList<>();
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < classes; i++) {
            labels.add("class number " + i);
            counts[i][i] = 3;
        }
        BufferedImage image = png(counts, labels);
        assertThat(image.getWidth()).isGreaterThan(2 * classes * 16);
        assertThat(image.getHeight()).isGreaterThan(2 * classes * 16);
    }

    @Test
    void matrixThatDoesNotFit_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionPicture.of(new long[2][2], List.of("a")))
                .withMessageContaining("expected one row for each label, but got 2 rows and 1 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionPicture.of(new long[2][3], List.of("a", "b")))
                .withMessageContaining("expected a square matrix, but row 0 has 3 of 2 columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionPicture.of(new long[0][0], List.of()))
                .withMessageContaining("got 0 rows and 0 labels");
    }
}
