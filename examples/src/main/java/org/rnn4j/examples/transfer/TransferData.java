package org.rnn4j.examples.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.baseline.NaiveBayes;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextWords;

/**
 * Many texts to read, and a task with labels, as numbers of words and of their features.
 *
 * @param readVocabulary the words that are read: of the texts to read and of the task's training part, or those of an earlier
 *     run
 * @param encoder what makes numbers of the task's texts; it knows these words, and behind them their common prefixes and the
 *     frequent bigrams of the task's training part
 * @param labels the task's labels
 * @param reading the texts to read, whole, each with a word that ends it; their labels are a second task
 * @param train the task's part to learn from
 * @param validation the task's part to choose by
 * @param test the task's part to judge by
 * @param words the words of the task's texts, for naive Bayes
 */
record TransferData(
        Vocabulary readVocabulary,
        TextEncoder encoder,
        LabelSet labels,
        Labelled reading,
        Labelled train,
        Labelled validation,
        Labelled test,
        Words words) {
    private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>");
    private static final String END = "<eos>";
    private static final int MINIMUM_COUNT = 3;
    private static final int MOST_WORDS = 20_000;
    private static final int LONGEST = 100;

    /** What else of a text has vectors, as in the recipe of the example {@code sentiment}. */
    private static final WordFeatures FEATURES = new WordFeatures(4, true);

    /**
     * The words of the task's texts before they are encoded.
     *
     * @param learning of the part to learn from, then of the part to choose by
     * @param test of the part to judge by
     */
    record Words(List<List<String>> learning, List<List<String>> test) {
        /** What naive Bayes gets right of the test part after learning from some texts, which have these labels. */
        double naiveBayes(List<List<String>> texts, int[] textLabels, int[] testLabels, int labelCount) {
            return NaiveBayes.fit(texts, textLabels, labelCount).accuracy(test, testLabels);
        }
    }

    /**
     * Puts texts and task into words of one vocabulary.
     *
     * @param texts the texts to read, with labels
     * @param task the task
     * @param known the words of an encoder that has read already; null for those of the texts and of the task's training part
     */
    static TransferData of(List<LabelledText> texts, TextData task, @Nullable Vocabulary known) {
        List<List<String>> toRead = wordsOf(texts);
        List<List<String>> train = wordsOf(task.train());
        List<List<String>> validation = wordsOf(task.validation());
        List<List<String>> test = wordsOf(task.test());
        Vocabulary readVocabulary = known == null ? vocabulary(toRead, train) : known;
        Vocabulary vocabulary = FEATURES.vocabulary(
                readVocabulary, train.stream().map(TransferData::head).toList());
        TextEncoder whole = encoder(vocabulary, Integer.MAX_VALUE);
        TextEncoder encoder = encoder(vocabulary, LONGEST);
        LabelSet labelsOfTexts = LabelSet.sorted(LabelledText.labels(texts));
        return new TransferData(
                readVocabulary,
                encoder,
                task.labels(),
                new Labelled(
                        toRead.stream().map(text -> whole.encode(withEnd(text))).toList(),
                        labelsOfTexts.indexes(LabelledText.labels(texts))),
                encoded(encoder, train, task.numbers(task.train())),
                encoded(encoder, validation, task.numbers(task.validation())),
                encoded(encoder, test, task.numbers(task.test())),
                new Words(Stream.concat(train.stream(), validation.stream()).toList(), test));
    }

    /** The words of each text. Line breaks in HTML are none. */
    private static List<List<String>> wordsOf(List<LabelledText> texts) {
        return TextEncoder.words(
                TextWords.TOKENIZER,
                texts.stream().map(text -> withoutLineBreaks(text.text())).toList());
    }

    private static Vocabulary vocabulary(List<List<String>> toRead, List<List<String>> train) {
        return Vocabulary.builder()
                .addAll(toRead)
                .addAll(train)
                .add(Collections.nCopies(MOST_WORDS, END))
                .minimumCount(MINIMUM_COUNT)
                .maximumSize(MOST_WORDS)
                .build();
    }

    /** A text without the marks of line breaks. */
    static String withoutLineBreaks(String text) {
        return LINE_BREAK.matcher(text).replaceAll(" ");
    }

    private static TextEncoder encoder(Vocabulary vocabulary, int longest) {
        return new TextEncoder(TextWords.TOKENIZER, vocabulary, FEATURES, longest);
    }

    /** The words of a text that are read. */
    private static List<String> head(List<String> words) {
        return words.subList(0, Math.min(LONGEST, words.size()));
    }

    /** The words, then the features, by their numbers. */
    Vocabulary vocabulary() {
        return encoder.vocabulary();
    }

    private static List<String> withEnd(List<String> text) {
        List<String> ended = new ArrayList<>(text);
        ended.add(END);
        return ended;
    }

    private static Labelled encoded(TextEncoder encoder, List<List<String>> texts, int[] labels) {
        return new Labelled(texts.stream().map(encoder::encode).toList(), labels);
    }

    /** The part to learn from and the part to choose by: what is learnt from once everything is chosen. */
    Labelled learning() {
        return train.and(validation);
    }

    /** What naive Bayes gets right of the test part after learning from the first two parts. */
    double naiveBayes() {
        return words.naiveBayes(words.learning(), learning().labels(), test.labels(), labels.size());
    }

    /** What naive Bayes gets right of the test part after learning from these texts of the training part. */
    double naiveBayes(int[] ofTrain) {
        return words.naiveBayes(
                pick(words.learning(), ofTrain), train.pick(ofTrain).labels(), test.labels(), labels.size());
    }

    /** A few of the texts of each part, evenly spread over it. */
    TransferData some(int count) {
        int[] ofTrain = spread(train.size(), 2 * count);
        int[] ofValidation = spread(validation.size(), count);
        int[] ofTest = spread(test.size(), count);
        int[] ofLearning = IntStream.concat(
                        IntStream.of(ofTrain), IntStream.of(ofValidation).map(i -> train.size() + i))
                .toArray();
        return new TransferData(
                readVocabulary,
                encoder,
                labels,
                reading.pick(spread(reading.size(), count)),
                train.pick(ofTrain),
                validation.pick(ofValidation),
                test.pick(ofTest),
                new Words(pick(words.learning(), ofLearning), pick(words.test(), ofTest)));
    }

    private static List<List<String>> pick(List<List<String>> texts, int[] indexes) {
        return Arrays.stream(indexes).mapToObj(texts::get).toList();
    }

    private static int[] spread(int size, int count) {
        int[] chosen = new int[Math.min(size, count)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (int) ((long) i * size / chosen.length);
        }
        return chosen;
    }
}
