package org.rnn4j.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.labelled.LabelledTable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.LabelSet;

/** Real data, where {@code -Ddata.dir} names a folder that has it. */
class NaiveBayesOnDataTest {
    private static Path data(String name) {
        String folder = System.getProperty("data.dir", "");
        Path path = Path.of(folder, name);
        assumeTrue(!folder.isEmpty() && Files.exists(path), "skipped: -Ddata.dir names no folder with " + name);
        return path;
    }

    private static double accuracy(List<LabelledText> train, List<LabelledText> test) {
        WordTokenizer words = new WordTokenizer().lowerCase();
        LabelSet labels = LabelSet.sorted(LabelledText.labels(train));
        NaiveBayes bayes =
                NaiveBayes.fit(tokens(words, train), labels.indexes(LabelledText.labels(train)), labels.size());
        return bayes.accuracy(tokens(words, test), labels.indexes(LabelledText.labels(test)));
    }

    private static List<List<String>> tokens(WordTokenizer words, List<LabelledText> texts) {
        return texts.stream().map(text -> words.tokens(text.text())).toList();
    }

    @Test
    void filmReviews_areToldApartAsPublished() throws IOException {
        LabelledTable table = new LabelledTable(TableOptions.of(TableFormat.TSV).withoutHeader(), "1", List.of("2"));

        double accuracy = accuracy(table.read(data("rt_polarity/train.tsv")), table.read(data("rt_polarity/test.tsv")));

        assertThat(accuracy).isCloseTo(0.779, within(0.005));
    }

    @Test
    void newsTopics_areToldApartAsPublished() throws IOException {
        TableOptions csv = TableOptions.of(TableFormat.CSV).withoutHeader();

        double accuracy = accuracy(
                new LabelledTable(csv, "1", List.of("2")).read(data("ag_news/train_5k.csv.gz")),
                new LabelledTable(csv, "1", List.of("2", "3")).read(data("ag_news/test.csv.gz")));

        assertThat(accuracy).isCloseTo(0.870, within(0.01));
    }
}
