package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.optim.search.Choice;
import org.rnn4j.optim.search.Goal;
import org.rnn4j.optim.search.LogUniform;
import org.rnn4j.optim.search.MedianPruning;
import org.rnn4j.optim.search.RandomSearch;
import org.rnn4j.optim.search.Search;
import org.rnn4j.optim.search.SearchSpace;
import org.rnn4j.optim.search.SearchTable;
import org.rnn4j.tensor.RandomKey;

class SearchPictureTest {
    private static final SearchSpace SPACE = SearchSpace.empty()
            .with("learning rate", new LogUniform(1e-5, 1))
            .with("cell", Choice.of("gru", "lstm", "indrnn"));

    @TempDir
    private Path directory;

    private static SearchTable table() throws Exception {
        return Search.of(SPACE, Goal.LOWEST, new RandomSearch(40, 1))
                .withPruning(new MedianPruning(4, 1, 5))
                .run(RandomKey.of(3), (trial, reporter) -> {
                    double far = StrictMath.log10(trial.settings().real("learning rate")) + 2;
                    double score = 0.4
                            + far * far / 4
                            + trial.settings().choice("cell").length() * 0.1;
                    return reporter.stopsAt(1, score) ? 0 : score;
                });
    }

    @Test
    void completePrunedAndBest_areDrawn() throws Exception {
        for (String parameter : List.of("learning rate", "cell")) {
            Path file = directory.resolve(parameter + ".png");
            SearchPicture.of(table(), parameter).savePng(file);
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isEqualTo(1_600);
            assertThat(Pixels.count(image, Style.TRAINING, 0, 1_600)).isGreaterThan(500);
            assertThat(Pixels.count(image, Style.VALIDATION, 0, 1_600)).isGreaterThan(100);
        }
    }

    @Test
    void svg_hasAllSeries() throws Exception {
        Path file = directory.resolve("search.svg");
        SearchPicture.of(table(), "learning rate").saveSvg(file);
        assertThat(Files.readString(file)).contains("rgb(31,119,180)", "rgb(217,95,2)", "rgb(170,170,170)");
    }

    @Test
    void nothingToDraw_isRefused() {
        SearchTable empty = new SearchTable(SPACE, Goal.LOWEST, List.of());
        assertThatThrownBy(() -> SearchPicture.of(empty, "cell"))
                .hasMessage("SearchPicture: expected a trial with a value of \"cell\" and a finite score, but got none"
                        + " among 0");
        assertThatThrownBy(() -> SearchPicture.of(empty, "sell"))
                .hasMessage("SearchSpace: expected one of [learning rate, cell], but got \"sell\"");
    }
}
