package org.rnn4j.examples.transfer;

import java.util.Arrays;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializers;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * What all tasks share: vectors of words, to which those of their features are added, and an LSTM over them in both
 * directions. A {@link WordReader} that has read brings the vectors of words and the direction from left to right, which
 * have the same names in both.
 */
final class SharedEncoder implements Parameterized {
    private static final double RANGE = 0.1;

    /** Vectors of features begin near 0, where they nearly leave what was read as it is. */
    private static final double FEATURE_RANGE = 0.001;

    private final Embedding embedding; // [words, width]
    private final Embedding features; // [1 + tokens - words, width], the first for none
    private final int words;
    private final Recurrent recurrent;
    private final Dropout dropout;

    /** An untrained encoder; the dropout, of the vectors of words, is at work in training only. */
    SharedEncoder(Sizes sizes, double dropout, RandomKey key) {
        words = sizes.words();
        embedding = embedding(sizes, key);
        features = Embedding.initialized(
                1 + sizes.tokens() - words,
                sizes.embedding(),
                Vocabulary.PADDING,
                Initializers.uniform(FEATURE_RANGE),
                key.child("features"));
        recurrent = lstm(sizes).bidirectional().build(key.child("recurrent"));
        this.dropout = Dropout.locked(dropout);
    }

    /** An encoder that begins with what has read; the vectors of features and the direction from right to left are new. */
    static SharedEncoder startingFrom(WordReader reader, Sizes sizes, RandomKey key) {
        SharedEncoder encoder = new SharedEncoder(sizes, 0, key);
        Parameters own = encoder.parameters();
        reader.parameters().forEach((name, parameter) -> own.get(name).set(parameter.toTensor()));
        return encoder;
    }

    static Embedding embedding(Sizes sizes, RandomKey key) {
        return Embedding.initialized(
                sizes.words(), sizes.embedding(), Initializers.uniform(RANGE), key.child("embedding"));
    }

    static RecurrentBuilder lstm(Sizes sizes) {
        return Recurrent.lstm(sizes.embedding(), sizes.hidden()).forgetBias(1);
    }

    /** The vectors of all words with their features, {@code [time, batch, width]}. */
    Sequence words(Tape tape, TextBatch texts) {
        Sequence own = embedding.forward(tape, texts.words());
        Var sum = own.values();
        for (TokenBatch kind : texts.features()) {
            sum = sum.plus(features.forward(tape, rows(kind)).values());
        }
        return dropout.forward(own.withValues(sum));
    }

    /** From numbers of the vocabulary, which has the features behind the words, to rows of the table of features. */
    private TokenBatch rows(TokenBatch kind) {
        int[] rows = Arrays.stream(kind.ids())
                .map(id -> id == Vocabulary.PADDING ? 0 : 1 + id - words)
                .toArray();
        return TokenBatch.timeMajor(rows, kind.time(), kind.lengths());
    }

    /** The final output, the mean and the maximum over all words, {@code [batch, 6 * hidden]} (Howard and Ruder 2018). */
    Var summary(Sequence ofWords) {
        RecurrentOutput output = recurrent.forward(ofWords); // [T, B, 2 * hidden]
        return Var.concat(
                1,
                output.finalOutput(),
                output.sequence().meanOverTime(),
                output.sequence().maxOverTime());
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "embedding_features", features, "recurrent", recurrent);
    }
}
