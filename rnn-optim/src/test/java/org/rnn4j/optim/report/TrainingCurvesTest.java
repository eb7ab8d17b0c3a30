package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.StopReason;
import org.rnn4j.optim.TrainingResult;
import org.w3c.dom.Document;

class TrainingCurvesTest {
    @TempDir
    private Path directory;

    private BufferedImage png(TrainingCurves curves) throws Exception {
        Path file = directory.resolve("curves.png");
        curves.savePng(file);
        return ImageIO.read(file.toFile());
    }

    private static long count(BufferedImage image, Color color, int fromX, int toX) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = fromX; x < toX; x++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    count++;
                }
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 41, 200})
    void png_hasAPanelForEachFigure_withBothCurvesAndTheBestEpoch(int epochs) throws Exception {
        BufferedImage image = png(TrainingCurves.of(Made.result(epochs, 1)));
        assertThat(image.getWidth()).isEqualTo(2 * 2 * 520);
        assertThat(image.getHeight()).isEqualTo(2 * 400);
        for (int panel = 0; panel < 2; panel++) {
            for (Color color : List.of(Style.TRAINING, Style.VALIDATION, Style.MARK)) {
                assertThat(count(image, color, panel * 1_040, (panel + 1) * 1_040))
                        .as("%s in panel %d", color, panel)
                        .isGreaterThan(40);
            }
        }
    }

    private static TrainingResult finished(EpochReport... epochs) {
        return new TrainingResult(List.of(epochs), List.of(), epochs.length, StopReason.LAST_EPOCH, null);
    }

    @Test
    void withoutEvaluator_theTrainingLossIsShown() throws Exception {
        EpochReport first = new EpochReport(1, 10, Map.of("loss", 2.0), Map.of(), 64, 1);
        EpochReport second = new EpochReport(2, 20, Map.of("loss", 1.0), Map.of(), 64, 1);
        BufferedImage image = png(TrainingCurves.of(finished(first, second)));
        assertThat(image.getWidth()).isEqualTo(2 * 520);
        assertThat(count(image, Style.TRAINING, 0, 1_040)).isGreaterThan(500);
        assertThat(count(image, Style.VALIDATION, 0, 1_040)).isZero();
    }

    @Test
    void constantFigure_canBeDrawn() throws Exception {
        EpochReport report = new EpochReport(1, 10, Map.of("loss", 0.0), Map.of("loss", 0.0), 64, 1);
        BufferedImage image = png(TrainingCurves.of(finished(report)));
        assertThat(count(image, Style.VALIDATION, 0, 1_040)).isPositive();
    }

    @Test
    void svg_isAnXmlDocumentOfTheSameSize() throws Exception {
        Path file = directory.resolve("curves.svg");
        TrainingCurves.of(Made.result(9, 6)).saveSvg(file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(file.toFile());
        assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 1040 400");
        assertThat(document.getElementsByTagName("path").getLength()).isGreaterThan(20);
    }

    @Test
    void figureThatDoesNotExist_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingCurves.of(Made.result(2, 1), List.of("loss", "recall")))
                .withMessage("TrainingCurves: there is no figure recall; training has [loss, accuracy, gradient_norm],"
                        + " validation has [loss, accuracy]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingCurves.of(Made.result(2, 1), List.of()))
                .withMessageContaining("at least one figure");
    }
}
