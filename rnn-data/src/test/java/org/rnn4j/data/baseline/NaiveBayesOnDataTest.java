package org.rnn4j.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.RealData;
import org.rnn4j.data.labelled.LabelledTable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.LabelSet;

/** Real data, where {@code -Ddata.dir} names a folder that has it. */
class NaiveBayesOnDataTest {
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
        Path reviews = RealData.folder("rt_polarity");
        LabelledTable table = new LabelledTable(TableOptions.of(TableFormat.TSV).withoutHeader(), "1", List.of("2"));

        double accuracy = accuracy(table.read(reviews.resolve("train.tsv")), table.read(reviews.resolve("test.tsv")));

        assertThat(accuracy).isCloseTo(0.779, within(0.005));
    }

    @Test
    void newsTopics_areToldApartAsPublished() throws IOException {
        Path news = RealData.folder("ag_news");
        TableOptions csv = TableOptions.of(TableFormat.CSV).withoutHeader();

        double accuracy = accuracy(
                new LabelledTable(csv, "1", List.of("2")).read(news.resolve("train_5k.csv.gz")),
                new LabelledTable(csv, "1", List.of("2", "3")).read(news.resolve("test.csv.gz")));

        assertThat(accuracy).isCloseTo(0.870, within(0.01));
    }
}
