package org.rnn4j.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rnn4j.data.vocabulary.LabelSet;

/**
 * A label that may be the right one.
 *
 * @param label the label
 * @param probability how likely the model thinks it is, from 0 to 1
 */
public record Guess(String label, double probability) {
    /** The likeliest labels, the likeliest first; at most {@code count}. */
    public static List<Guess> likeliest(LabelSet labels, float[] probabilities, int count) {
        List<Guess> guesses = new ArrayList<>();
        for (int label = 0; label < probabilities.length; label++) {
            guesses.add(new Guess(labels.name(label), probabilities[label]));
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return guesses.subList(0, Math.min(count, guesses.size()));
    }
}
