package org.rnn4j.examples.text;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializer;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** Vectors of words: the sum of the vectors of a word and of the further entries that belong to it, all of one table. */
public final class TextEmbedding implements Parameterized {
    private final Embedding table;

    /** A table for a model of these sizes. */
    public TextEmbedding(TextSizes sizes, Initializer vectors, RandomKey key) {
        table = Embedding.initialized(sizes.tokens(), sizes.embedding(), Vocabulary.PADDING, vectors, key);
    }

    /** The vectors of all words, {@code [time, batch, width]}. */
    public Sequence forward(Tape tape, TextBatch texts) {
        Sequence words = table.forward(tape, texts.words());
        Var sum = words.values();
        for (TokenBatch feature : texts.features()) {
            sum = sum.plus(table.forward(tape, feature).values());
        }
        return words.withValues(sum);
    }

    @Override
    public Parameters parameters() {
        return table.parameters();
    }
}
