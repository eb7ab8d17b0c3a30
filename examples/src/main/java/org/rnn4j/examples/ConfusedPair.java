package org.rnn4j.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rnn4j.data.metric.ConfusionMatrix;
import org.rnn4j.data.vocabulary.LabelSet;

/** Two labels and how often one was taken for the other, both ways together. */
public record ConfusedPair(String first, String second, long count) {
    /** The pairs of labels that were confused most often; at most {@code limit}. */
    public static List<ConfusedPair> most(ConfusionMatrix confusion, LabelSet labels, int limit) {
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int a = 0; a < confusion.classes(); a++) {
            for (int b = a + 1; b < confusion.classes(); b++) {
                long count = confusion.count(a, b) + confusion.count(b, a);
                if (count > 0) {
                    pairs.add(new ConfusedPair(labels.name(a), labels.name(b), count));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(ConfusedPair::count).reversed());
        return List.copyOf(pairs.subList(0, Math.min(limit, pairs.size())));
    }
}
