package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.optim.LrSweep;

class LrFinderPictureTest {
    private static final int WIDTH = 1_600;
    private static final Color STEEPEST = new Color(0xD95F02);
    private static final Color TENTH = new Color(0x1B9E77);

    @TempDir
    private Path directory;

    /** 61 points from 1e-5 to 10; the loss is a function of the rate's decimal logarithm. */
    private static LrSweep sweep(DoubleUnaryOperator loss) {
        List<LrSweep.Point> points = new ArrayList<>();
        for (int step = 0; step <= 60; step++) {
            double value = loss.applyAsDouble(-5 + step / 10.0);
            points.add(new LrSweep.Point(step, StrictMath.pow(10, -5 + step / 10.0), value + step % 2 * 0.1, value));
        }
        return new LrSweep(points, LrSweep.Ending.COMPLETE);
    }

    private BufferedImage png(LrSweep sweep) throws Exception {
        Path file = directory.resolve("lr-finder.png");
        LrFinderPicture.of(sweep).savePng(file);
        return ImageIO.read(file.toFile());
    }

    @Test
    void curveAndSuggestions_areDrawn() throws Exception {
        BufferedImage image = png(sweep(x -> x < -1 ? 4 - 0.1 * (x + 5) : 3.6 + 1e6 * (x + 1)));
        assertThat(image.getWidth()).isEqualTo(WIDTH);
        assertThat(Pixels.count(image, Style.TRAINING, 0, WIDTH)).isGreaterThan(2_000);
        assertThat(Pixels.count(image, STEEPEST, 0, WIDTH)).isGreaterThan(500);
        assertThat(Pixels.count(image, TENTH, 0, WIDTH)).isGreaterThan(500);
    }

    @Test
    void lossThatNeverFalls_isDrawnWithoutSuggestion() throws Exception {
        for (DoubleUnaryOperator loss : List.<DoubleUnaryOperator>of(x -> 1, x -> x)) {
            BufferedImage image = png(sweep(loss));
            assertThat(Pixels.count(image, Style.TRAINING, 0, WIDTH)).isPositive();
            assertThat(Pixels.count(image, TENTH, 0, WIDTH)).isZero();
        }
    }

    @Test
    void onePoint_canBeDrawn() throws Exception {
        LrSweep.Point point = new LrSweep.Point(0, 1e-7, 2, 2);
        assertThat(png(new LrSweep(List.of(point), LrSweep.Ending.DIVERGED)).getWidth())
                .isEqualTo(WIDTH);
    }

    @Test
    void svg_hasTheCurvesAndTheMarks() throws Exception {
        Path file = directory.resolve("lr-finder.svg");
        LrFinderPicture.of(sweep(x -> (x + 1) * (x + 1))).saveSvg(file);
        String svg = Files.readString(file);
        for (String part : List.of("viewBox=\"0 0 800 460\"", "rgb(31,119,180)", "rgb(217,95,2)", "rgb(27,158,119)")) {
            assertThat(svg.contains(part)).as(part).isTrue();
        }
    }

    @Test
    void csv_hasARowForEachPoint_inAnyLocale() throws Exception {
        Locale before = Locale.getDefault();
        Path file = directory.resolve("lr-finder.csv");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            LrFinderCsv.write(sweep(x -> -x), file);
        } finally {
            Locale.setDefault(before);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(62);
        assertThat(lines.get(0)).isEqualTo("step,rate,loss,smoothed_loss");
        assertThat(lines.get(1)).isEqualTo("0,0.00001,5,5");
        assertThat(lines.get(2)).isEqualTo("1,0.0000125892541,5,4.9");
        assertThat(Files.readString(file)).endsWith("\r\n");
    }
}
