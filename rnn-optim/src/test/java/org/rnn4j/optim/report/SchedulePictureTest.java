package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.optim.Schedule;
import org.rnn4j.optim.schedule.Cosine;
import org.rnn4j.optim.schedule.Cyclic;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.optim.schedule.OneCycle;

class SchedulePictureTest {
    @TempDir
    private Path directory;

    private BufferedImage png(SchedulePicture picture) throws Exception {
        Path file = directory.resolve("schedule.png");
        picture.savePng(file);
        return ImageIO.read(file.toFile());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 30, 1_000_000})
    void rateAndMomentum_standBesideEachOther(long steps) throws Exception {
        BufferedImage image = png(SchedulePicture.of(
                Cyclic.triangular(0.1, Math.max(1, steps / 4)).withMomentum(0.8, 0.9), 2e-3, steps));
        assertThat(image.getWidth()).isEqualTo(2 * 2 * 520);
        assertThat(Pixels.count(image, Style.TRAINING, 0, 1_040)).isGreaterThan(500);
        assertThat(Pixels.count(image, Style.VALIDATION, 1_040, 2_080)).isGreaterThan(500);
    }

    @Test
    void scheduleWithoutMomentum_isOnePanel() throws Exception {
        BufferedImage image = png(SchedulePicture.of(LinearRamp.warmUp(10, 0.1).then(10, new Cosine(90)), 2e-3, 100));
        assertThat(image.getWidth()).isEqualTo(2 * 520);
        assertThat(Pixels.count(image, Style.TRAINING, 0, 1_040)).isGreaterThan(500);
    }

    @Test
    void momentumThatStartsLater_isDrawnFromThere() throws Exception {
        BufferedImage image = png(SchedulePicture.of(LinearRamp.warmUp(100, 0.1).then(100, new OneCycle(100)), 1, 200));
        assertThat(Pixels.count(image, Style.VALIDATION, 1_040, 1_560)).isZero();
        assertThat(Pixels.count(image, Style.VALIDATION, 1_560, 2_080)).isGreaterThan(500);
    }

    @Test
    void constantSchedule_canBeDrawn() throws Exception {
        assertThat(Pixels.count(png(SchedulePicture.of(Schedule.constant(), 0.1, 100)), Style.TRAINING, 0, 1_040))
                .isGreaterThan(500);
        assertThat(Pixels.count(png(SchedulePicture.of(Schedule.constant(0), 0.1, 100)), Style.TRAINING, 0, 1_040))
                .isGreaterThan(500);
    }

    @Test
    void svg_hasBothLines() throws Exception {
        Path file = directory.resolve("schedule.svg");
        SchedulePicture.of(new OneCycle(100), 1, 100).saveSvg(file);
        String svg = Files.readString(file);
        for (String part : List.of("viewBox=\"0 0 1040 360\"", "rgb(31,119,180)", "rgb(217,95,2)")) {
            assertThat(svg.contains(part)).as(part).isTrue();
        }
    }

    @Test
    void impossibleRange_isRefused() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SchedulePicture.of(Schedule.constant(), rate, 10))
                    .withMessageContaining(
                            "expected a finite rate above 0 and at least 2 steps, but got the rate " + rate);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SchedulePicture.of(Schedule.constant(), 1, 1));
    }
}
