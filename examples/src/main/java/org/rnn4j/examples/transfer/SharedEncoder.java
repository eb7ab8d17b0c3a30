package org.rnn4j.examples.transfer;

import java.util.Arrays;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.text.TextBatch;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializers;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * What all tasks share: vectors of words, and an LSTM that reads from left to right, so that it can be a language model too.
 * The language model knows words alone; for a classifier the vectors of a word's features are added to its own.
 */
final class SharedEncoder implements Parameterized {
    private static final double RANGE = 0.1;

    /** Vectors of features begin near 0, where they leave what was read as it is. */
    private static final double FEATURE_RANGE = 0.001;

    private final Embedding embedding; // [words, width]
    private final Embedding features; // [1 + tokens - words, width], the first for none
    private final int words;
    private final Recurrent recurrent;
    private final Dropout dropout;

    /** An untrained encoder; the dropout, of the vectors of words, is at work in training only. */
    SharedEncoder(Sizes sizes, double dropout, RandomKey key) {
        words = sizes.words();
        embedding =
                Embedding.initialized(words, sizes.embedding(), Initializers.uniform(RANGE), key.child("embedding"));
        features = Embedding.initialized(
                1 + sizes.tokens() - words,
                sizes.embedding(),
                Vocabulary.PADDING,
                Initializers.uniform(FEATURE_RANGE),
                key.child("features"));
        recurrent =
                Recurrent.lstm(sizes.embedding(), sizes.hidden()).forgetBias(1).build(key.child("recurrent"));
        this.dropout = Dropout.locked(dropout);
    }

    /** The state before any word. */
    State begin(int rows) {
        return recurrent.zeroState(rows);
    }

    /** Reads on from a state, as a language model. */
    RecurrentOutput read(Tape tape, TokenBatch tokens, State state) {
        return recurrent.forward(dropout.forward(embedding.forward(tape, tokens)), state);
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

    /** The last output, the mean and the maximum over all words, {@code [batch, 3 * hidden]} (Howard and Ruder 2018). */
    Var summary(Sequence ofWords) {
        RecurrentOutput output = recurrent.forward(ofWords);
        return Var.concat(
                1,
                output.finalOutput(),
                output.sequence().meanOverTime(),
                output.sequence().maxOverTime());
    }

    /** What the language model has: all but the features. */
    Parameters reader() {
        return Parameters.of("embedding", embedding, "recurrent", recurrent);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "embedding_features", features, "recurrent", recurrent);
    }
}
