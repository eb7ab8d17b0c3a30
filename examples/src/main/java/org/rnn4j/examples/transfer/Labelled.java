package org.rnn4j.examples.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.OverlappingWindows;
import org.rnn4j.data.batch.TokenBatches;
import org.rnn4j.tensor.TokenBatch;

/**
 * Encoded texts with their labels.
 *
 * @param texts the ids of the words of each text
 * @param labels the number of the label of each text
 */
record Labelled(List<int[]> texts, int[] labels) {
    int size() {
        return texts.size();
    }

    /** These of them, in this order. */
    Labelled pick(int[] indexes) {
        return new Labelled(
                Arrays.stream(indexes).mapToObj(texts::get).toList(),
                Arrays.stream(indexes).map(i -> labels[i]).toArray());
    }

    /** These and others after them. */
    Labelled and(Labelled others) {
        return new Labelled(
                Stream.concat(texts.stream(), others.texts.stream()).toList(),
                IntStream.concat(IntStream.of(labels), IntStream.of(others.labels))
                        .toArray());
    }

    /** Those from one position to before another. */
    Labelled part(int from, int to) {
        return new Labelled(texts.subList(from, to), Arrays.copyOfRange(labels, from, to));
    }

    /** Cut into pieces of at most so many words, each with the label of its text. */
    Labelled pieces(int longest) {
        OverlappingWindows pieces = OverlappingWindows.ofTokens(texts, longest, longest);
        return new Labelled(pieces.cutTokens(texts), pieces.labels(labels));
    }

    /** In batches of this size. */
    Batches<TokenBatch, int[]> batches(int size) {
        return TokenBatches.of(texts, labels, size);
    }
}
