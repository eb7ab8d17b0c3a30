package org.rnn4j.examples.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.EncodedText;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.OverlappingWindows;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.data.batch.TextBatch;

/**
 * Encoded texts with their labels.
 *
 * @param texts the numbers of the words of each text and of their features
 * @param labels the number of the label of each text
 */
record Labelled(List<EncodedText> texts, int[] labels) {
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
        OverlappingWindows pieces = OverlappingWindows.ofTokens(words(), longest, longest);
        List<EncodedText> cut = new ArrayList<>();
        for (int piece = 0; piece < pieces.count(); piece++) {
            cut.add(texts.get(pieces.sequence(piece)).part(pieces.start(piece), pieces.end(piece)));
        }
        return new Labelled(cut, pieces.labels(labels));
    }

    /** The numbers of the words of each text. */
    List<int[]> words() {
        return texts.stream().map(EncodedText::words).toList();
    }

    /** In batches of this size. */
    Batches<TextBatch, int[]> batches(int size) {
        return Batches.of(Inputs.texts(texts), Targets.labels(labels), size);
    }
}
