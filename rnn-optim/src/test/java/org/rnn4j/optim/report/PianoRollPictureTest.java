package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PianoRollPictureTest {
    private static final Color INK = new Color(0x08306B);

    @TempDir
    private Path directory;

    /** One key of strength 1 at each step, and another of strength 1/2. */
    private static float[][] keys(int steps) {
        float[][] keys = new float[steps][88];
        for (int t = 0; t < steps; t++) {
            keys[t][30 + t % 5] = 1f;
            keys[t][50] = 0.5f;
        }
        return keys;
    }

    @Test
    void keysThatSound_areDrawnTheDarkerTheLikelier() throws Exception {
        Path file = directory.resolve("music.png");
        PianoRollPicture.of(List.of(
                        new PianoRollPicture.Roll("truth", keys(40)), new PianoRollPicture.Roll("model", keys(20))))
                .savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        int cell = 4 * 7 * 4; // pixels of one key at one step, at two pixels to the unit
        assertThat(Pixels.count(image, INK, 0, image.getWidth())).isBetween(50L * cell, 70L * cell);
        Color half = new Color(Math.round(255 + 0.5f * (8 - 255)), Math.round(255 + 0.5f * (48 - 255)), 181);
        assertThat(Pixels.count(image, half, 0, image.getWidth())).isBetween(50L * cell, 70L * cell);
    }

    @Test
    void silence_isDrawnToo() throws Exception {
        Path file = directory.resolve("music.svg");
        PianoRollPicture.of(List.of(new PianoRollPicture.Roll("silence", new float[3][88])))
                .saveSvg(file);
        assertThat(Files.readString(file)).contains("silence");
    }

    @Test
    void unequalRolls_areRefused() {
        assertThatThrownBy(() -> PianoRollPicture.of(List.of())).hasMessageContaining("at least 1 roll");
        assertThatThrownBy(() -> new PianoRollPicture.Roll("x", new float[0][]))
                .hasMessageContaining("1 step of \"x\"");
        assertThatThrownBy(() -> new PianoRollPicture.Roll("x", new float[][] {{1}, {1, 0}}))
                .hasMessageContaining("but got 1 and 2");
        assertThatThrownBy(() -> PianoRollPicture.of(List.of(
                        new PianoRollPicture.Roll("x", new float[1][88]),
                        new PianoRollPicture.Roll("y", new float[1][12]))))
                .hasMessageContaining("as many keys in every roll, but got 88 and 12");
    }
}
