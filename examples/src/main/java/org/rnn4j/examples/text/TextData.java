package org.rnn4j.examples.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.split.Fractions;
import org.rnn4j.data.split.Split;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.examples.UserError;
import org.rnn4j.tensor.RandomKey;

/**
 * Labelled texts, divided into those to learn from, those to choose by and those to judge by.
 *
 * @param train the texts to learn from
 * @param validation the texts that decide when to stop
 * @param test the texts that are looked at once, at the end
 * @param labels the labels of the training texts
 */
public record TextData(
        List<LabelledText> train, List<LabelledText> validation, List<LabelledText> test, LabelSet labels) {
    private static final Fractions WITH_TEST = new Fractions(0.8, 0.1, 0.1);
    private static final Fractions WITHOUT_TEST = new Fractions(0.9, 0.1, 0);

    /** Copies the lists. */
    public TextData {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * Divides what was published: a tenth of each label for validation, and a tenth for the test, unless they exist.
     *
     * @param source where the parts are, for errors
     * @param judged where the test part is, for errors
     * @throws UserError if there are too few texts, fewer than two labels, or a label that cannot be learnt
     */
    static TextData of(Path source, Path judged, TextParts parts, RandomKey key) {
        if (parts.train().isEmpty()) {
            throw new UserError(source + ": expected labelled texts, but there are none");
        }
        LabelSet labels = LabelSet.sorted(LabelledText.labels(parts.train()));
        if (labels.size() < 2) {
            throw new UserError(source + ": expected texts of at least two labels, but all are of " + labels.names());
        }
        requireKnown(source, "validation", parts.validation(), labels);
        requireKnown(judged, "test", parts.test(), labels);
        return divided(source, parts, labels, key);
    }

    private static TextData divided(Path source, TextParts parts, LabelSet labels, RandomKey key) {
        List<LabelledText> train = parts.train();
        if (!parts.validation().isEmpty() && !parts.test().isEmpty()) {
            return new TextData(train, parts.validation(), parts.test(), labels);
        }
        Split split = split(source.toString(), train, parts.test().isEmpty() ? WITH_TEST : WITHOUT_TEST, key);
        return new TextData(
                pick(train, split.train()),
                parts.validation().isEmpty() ? pick(train, split.validation()) : parts.validation(),
                parts.test().isEmpty() ? pick(train, split.test()) : parts.test(),
                labels);
    }

    private static Split split(String source, List<LabelledText> texts, Fractions fractions, RandomKey key) {
        try {
            return Split.stratified(LabelledText.labels(texts), fractions, key);
        } catch (IllegalArgumentException tooFew) {
            throw new UserError(source + ": " + tooFew.getMessage(), tooFew);
        }
    }

    private static void requireKnown(Path source, String part, List<LabelledText> texts, LabelSet labels) {
        for (LabelledText text : texts) {
            if (!labels.contains(text.label())) {
                throw new UserError(source + ": the " + part + " part has the label '" + text.label()
                        + "', which no text to learn from has; those have " + labels.names());
            }
        }
    }

    private static List<LabelledText> pick(List<LabelledText> texts, int[] indexes) {
        return Arrays.stream(indexes).mapToObj(texts::get).toList();
    }

    /**
     * As if there were only so many labelled texts: by chance, with a tenth of each label for validation. The test texts
     * stay; all of the others if there are not more.
     *
     * @throws UserError if a label is left with too few
     */
    public TextData ofSize(int labelled, RandomKey key) {
        List<LabelledText> all = sample(trainAndValidation(), labelled, key.child("texts"));
        Split split = split("a choice of " + all.size() + " texts", all, WITHOUT_TEST, key.child("split"));
        return new TextData(pick(all, split.train()), pick(all, split.validation()), test, labels);
    }

    /** At most so many texts of each part, by chance. */
    public TextData sample(int mostTrain, int mostOthers, RandomKey key) {
        return new TextData(
                sample(train, mostTrain, key.child("train")),
                sample(validation, mostOthers, key.child("validation")),
                sample(test, mostOthers, key.child("test")),
                labels);
    }

    private static List<LabelledText> sample(List<LabelledText> texts, int most, RandomKey key) {
        int[] chosen = Arrays.copyOf(key.stream().permutation(texts.size()), Math.min(most, texts.size()));
        Arrays.sort(chosen);
        return pick(texts, chosen);
    }

    /** All texts that may be learnt from once nothing is left to choose: training and validation part together. */
    public List<LabelledText> trainAndValidation() {
        List<LabelledText> all = new ArrayList<>(train);
        all.addAll(validation);
        return all;
    }

    /** The numbers of the texts' labels. */
    public int[] numbers(List<LabelledText> texts) {
        return labels.indexes(LabelledText.labels(texts));
    }

    /** The number of texts in all parts. */
    public int size() {
        return Stream.of(train, validation, test).mapToInt(List::size).sum();
    }
}
