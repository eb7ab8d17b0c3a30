package org.rnn4j.data.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Multinomial naive Bayes over the n-grams of words: a text is a bag of runs of one to {@code longest} tokens, each drawn
 * by its class independently of the others. With n(c, g) the occurrences of n-gram g in texts of class c, V the number
 * of different n-grams in the training texts and s the smoothing,
 *
 * <pre>
 * score(c, text) = log(texts of c / texts) + sum over n-grams g of the text of log((n(c, g) + s) / (sum_h n(c, h) + s V))
 * </pre>
 *
 * <p>N-grams that no training text has are left out. A strong bar for small sets of texts, fitted in one pass. Source:
 * McCallum and Nigam, A comparison of event models for naive Bayes text classification, 1998. Immutable.
 */
public final class NaiveBayes {
    private final Settings settings;
    private final int classes;
    private final double[] priors;
    private final double[] totals;
    private final Map<String, int[]> counts;

    private NaiveBayes(Settings settings, long[] texts, int examples) {
        this.settings = settings;
        classes = texts.length;
        priors = new double[classes];
        for (int c = 0; c < classes; c++) {
            priors[c] = StrictMath.log((double) texts[c] / examples);
        }
        totals = new double[classes];
        counts = new HashMap<>();
    }

    /**
     * What is counted and how strongly it is smoothed.
     *
     * @param longest the longest run of tokens that is counted, at least 1
     * @param smoothing what is added to every count, above 0
     */
    public record Settings(int longest, double smoothing) {
        /** Single words and pairs, each count raised by 1. */
        public static final Settings USUAL = new Settings(2, 1);

        /** Checks the ranges. */
        public Settings {
            if (longest < 1 || !(smoothing > 0 && Double.isFinite(smoothing))) {
                throw new IllegalArgumentException("NaiveBayes: expected n-grams of at least 1 token and a finite"
                        + " smoothing above 0, but got " + longest + " and " + smoothing);
            }
        }
    }

    /** Learns from texts and their classes, 0 to {@code classes - 1}, with the usual settings. */
    public static NaiveBayes fit(List<List<String>> texts, int[] labels, int classes) {
        return fit(Settings.USUAL, texts, labels, classes);
    }

    /** Learns from texts and their classes, 0 to {@code classes - 1}. */
    public static NaiveBayes fit(Settings settings, List<List<String>> texts, int[] labels, int classes) {
        requireSameNumber(texts, labels);
        NaiveBayes bayes = new NaiveBayes(settings, TrainingLabels.count("NaiveBayes", labels, classes), labels.length);
        for (int i = 0; i < labels.length; i++) {
            bayes.count(texts.get(i), labels[i]);
        }
        return bayes;
    }

    private static void requireSameNumber(List<List<String>> texts, int[] labels) {
        if (texts.size() != labels.length) {
            throw new IllegalArgumentException("NaiveBayes: expected one label for each of the " + texts.size()
                    + " texts, but got " + labels.length + " labels");
        }
    }

    private void count(List<String> text, int label) {
        for (String gram : grams(text)) {
            counts.computeIfAbsent(gram, unused -> new int[classes])[label]++;
            totals[label]++;
        }
    }

    private List<String> grams(List<String> text) {
        List<String> grams = new ArrayList<>(text);
        for (int length = 2; length <= settings.longest; length++) {
            for (int start = 0; start + length <= text.size(); start++) {
                grams.add(String.join("\0", text.subList(start, start + length)));
            }
        }
        return grams;
    }

    /** The score of each class for a text: the logarithm of its probability together with the text's, up to a constant. */
    public double[] scores(List<String> text) {
        double[] scores = priors.clone();
        double vocabulary = settings.smoothing * counts.size();
        for (String gram : grams(text)) {
            int[] seen = counts.get(gram);
            for (int c = 0; seen != null && c < classes; c++) {
                scores[c] += StrictMath.log((seen[c] + settings.smoothing) / (totals[c] + vocabulary));
            }
        }
        return scores;
    }

    /** The class with the highest score, the lowest of equal ones. */
    public int predict(List<String> text) {
        double[] scores = scores(text);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (scores[c] > scores[best]) {
                best = c;
            }
        }
        return best;
    }

    /** The share of texts whose class is predicted. */
    public double accuracy(List<List<String>> texts, int[] labels) {
        requireSameNumber(texts, labels);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predict(texts.get(i)) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}
