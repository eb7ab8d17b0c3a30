package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.labelled.LabelledTable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.labelled.LabelledTextReader;
import org.rnn4j.data.split.Fractions;
import org.rnn4j.data.split.Split;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.Truncation;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;
import org.rnn4j.tensor.RandomKey;

/**
 * Many texts to read, and a task with labels: all in words of one vocabulary.
 *
 * @param vocabulary the words of the texts to read and of the task's training part
 * @param labels the task's labels
 * @param reading the texts to read, whole, each with a word that ends it
 * @param reviews the ends of the texts to read with their labels, as a second task
 * @param train the task's part to learn from
 * @param validation the task's part to choose by
 * @param test the task's part to judge by
 * @param words the words of the task's training and test part, for naive Bayes
 */
record TransferData(
        Vocabulary vocabulary,
        LabelSet labels,
        List<int[]> reading,
        Labelled reviews,
        Labelled train,
        Labelled validation,
        Labelled test,
        Words words) {
    private static final Tokenizer WORDS = new WordTokenizer().lowerCase();
    private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>");
    private static final String END = "<eos>";
    private static final int MINIMUM_COUNT = 3;
    private static final int MOST_WORDS = 20_000;
    private static final int LONGEST = 100;
    private static final int REVIEW_END = 100;
    private static final double VALIDATION_PART = 0.1;

    /**
     * The words of the task's texts before they are encoded.
     *
     * @param train of the part to learn from
     * @param test of the part to judge by
     */
    record Words(List<List<String>> train, List<List<String>> test) {}

    /**
     * Reads the texts and the task.
     *
     * @param texts a table without header: id, label, rating, text
     * @param most at most so many texts to read
     * @param task a folder with {@code train.tsv} and {@code test.tsv} without header: label, text
     * @param key where the validation part comes from
     */
    static TransferData read(Path texts, int most, Path task, RandomKey key) {
        try {
            List<LabelledText> reviews = table(file(texts, "train.tsv"), "2", "4", most);
            if (!Files.isDirectory(task)) { // a single file would be learnt from and judged by at once
                throw new UserError("--data: expected a folder with train.tsv and test.tsv, but " + task + " is none");
            }
            List<LabelledText> learning = table(file(task, "train.tsv"), "1", "2", Integer.MAX_VALUE);
            List<LabelledText> judging = table(file(task, "test.tsv"), "1", "2", Integer.MAX_VALUE);
            return of(reviews, learning, judging, key);
        } catch (DataFileException malformed) {
            throw UserError.of(malformed);
        } catch (IOException failure) {
            throw UserError.file("read", texts, failure);
        }
    }

    private static Path file(Path place, String name) {
        if (!Files.isDirectory(place)) {
            return place;
        }
        Path plain = place.resolve(name);
        return Files.exists(plain) ? plain : place.resolve(name + ".gz");
    }

    private static List<LabelledText> table(Path file, String label, String text, int most) throws IOException {
        if (!Files.exists(file)) {
            throw new UserError("there is no file " + file);
        }
        TableOptions options = TableOptions.of(TableFormat.TSV).withoutHeader();
        List<LabelledText> texts = new ArrayList<>();
        try (LabelledTextReader reader = new LabelledTable(options, label, List.of(text)).open(file)) {
            while (texts.size() < most && reader.hasNext()) {
                texts.add(reader.next());
            }
        }
        return texts;
    }

    static TransferData of(
            List<LabelledText> reviews, List<LabelledText> learning, List<LabelledText> judging, RandomKey key) {
        LabelSet labels = labels(learning, judging);
        int[] all = labels.indexes(LabelledText.labels(learning));
        Split split = split(all, key);
        List<List<String>> words = learning.stream().map(TransferData::words).toList();
        List<List<String>> toRead = reviews.stream().map(TransferData::words).toList();
        Vocabulary vocabulary = Vocabulary.builder()
                .addAll(toRead)
                .addAll(pick(words, split.train()))
                .add(Collections.nCopies(MOST_WORDS, END))
                .minimumCount(MINIMUM_COUNT)
                .maximumSize(MOST_WORDS)
                .build();
        List<List<String>> judged = judging.stream().map(TransferData::words).toList();
        Labelled task = encoded(vocabulary, words, all, Truncation.keepHead(LONGEST));
        int[] ofReviews = LabelSet.sorted(LabelledText.labels(reviews)).indexes(LabelledText.labels(reviews));
        return new TransferData(
                vocabulary,
                labels,
                toRead.stream().map(text -> withEnd(vocabulary, text)).toList(),
                encoded(vocabulary, toRead, ofReviews, Truncation.keepTail(REVIEW_END)),
                task.pick(split.train()),
                task.pick(split.validation()),
                encoded(vocabulary, judged, labels.indexes(LabelledText.labels(judging)), Truncation.keepHead(LONGEST)),
                new Words(pick(words, split.train()), judged));
    }

    /** The labels of the texts to learn from, which those to judge by must have too. */
    private static LabelSet labels(List<LabelledText> learning, List<LabelledText> judging) {
        LabelSet labels = LabelSet.sorted(LabelledText.labels(learning));
        if (labels.size() < 2) {
            throw new UserError(
                    "--data: expected texts of at least two labels, but all of train.tsv are of " + labels.names());
        }
        for (LabelledText text : judging) {
            if (!labels.contains(text.label())) {
                throw new UserError("--data: test.tsv has the label '" + text.label()
                        + "', which no text of train.tsv has; those have " + labels.names());
            }
        }
        return labels;
    }

    private static Split split(int[] labels, RandomKey key) {
        try {
            return Split.stratified(labels, new Fractions(1 - VALIDATION_PART, VALIDATION_PART, 0), key);
        } catch (IllegalArgumentException tooFew) {
            throw new UserError("--data: train.tsv: " + tooFew.getMessage(), tooFew);
        }
    }

    /** The words of a text, at least one: the mark of an unknown word if there is none. Line breaks in HTML are none. */
    static List<String> words(LabelledText labelled) {
        List<String> words = WORDS.tokens(LINE_BREAK.matcher(labelled.text()).replaceAll(" "));
        return words.isEmpty() ? List.of(Vocabulary.DEFAULT_UNKNOWN_NAME) : words;
    }

    /** The words of a text that was typed, as the classifier reads them. */
    static int[] encode(Vocabulary vocabulary, String text) {
        return Truncation.keepHead(LONGEST).apply(vocabulary.encode(WORDS.tokens(text)));
    }

    private static List<List<String>> pick(List<List<String>> texts, int[] indexes) {
        return Arrays.stream(indexes).mapToObj(texts::get).toList();
    }

    private static int[] withEnd(Vocabulary vocabulary, List<String> text) {
        List<String> ended = new ArrayList<>(text);
        ended.add(END);
        return vocabulary.encode(ended);
    }

    private static Labelled encoded(
            Vocabulary vocabulary, List<List<String>> texts, int[] labels, Truncation truncation) {
        List<int[]> encoded = texts.stream()
                .map(text -> truncation.apply(vocabulary.encode(text)))
                .toList();
        return new Labelled(encoded, labels);
    }

    /** A few of the texts of each part, evenly spread over it. */
    TransferData some(int count) {
        int[] ofTrain = spread(train.size(), 2 * count);
        int[] ofTest = spread(test.size(), count);
        int[] ofReading = spread(reading.size(), count);
        return new TransferData(
                vocabulary,
                labels,
                Arrays.stream(ofReading).mapToObj(reading::get).toList(),
                reviews.pick(ofReading),
                train.pick(ofTrain),
                validation.pick(spread(validation.size(), count)),
                test.pick(ofTest),
                new Words(pick(words.train(), ofTrain), pick(words.test(), ofTest)));
    }

    private static int[] spread(int size, int count) {
        int[] chosen = new int[Math.min(size, count)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (int) ((long) i * size / chosen.length);
        }
        return chosen;
    }
}
