package org.rnn4j.examples.sentiment;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.text.TextModel;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializer;
import org.rnn4j.layer.Linear;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.RandomKey;

/**
 * The model: texts as sequences of words in, one logit for each label out.
 *
 * <p>An LSTM reads the vectors of the words; a linear layer judges a summary of what it says on the way: its final output,
 * the mean or the maximum over the words, perhaps with the mean of the words' own vectors beside it. Padding is never
 * read.
 */
public final class SentimentModel implements TextModel {
    private final Embedding embedding;
    private final Dropout wordFeatures;
    private final Recurrent encoder;
    private final TextSizes.Summary summary;
    private final Dropout summaryFeatures;
    private final Linear output;

    /** An untrained model whose word vectors start as these. */
    public SentimentModel(TextSizes sizes, Initializer vectors, RandomKey key) {
        embedding = Embedding.initialized(
                sizes.tokens(), sizes.embedding(), Vocabulary.PADDING, vectors, key.child("embedding"));
        wordFeatures = new Dropout(sizes.dropout().embedding());
        encoder = encoder(sizes).build(key.child("encoder"));
        summary = sizes.encoder().summary();
        summaryFeatures = new Dropout(sizes.dropout().output());
        output = new Linear(sizes.summaryWidth(), sizes.labels(), key.child("output"));
    }

    private static RecurrentBuilder encoder(TextSizes sizes) {
        TextSizes.Encoder wanted = sizes.encoder();
        RecurrentBuilder encoder = Recurrent.lstm(sizes.embedding(), wanted.hidden())
                .layers(wanted.layers())
                .inputDropout(sizes.dropout().input())
                .recurrentDropout(sizes.dropout().recurrent());
        if (wanted.bidirectional()) {
            encoder.bidirectional();
        }
        if (wanted.residual()) {
            encoder.residual();
        }
        return encoder;
    }

    @Override
    public Sequence words(Tape tape, TextBatch texts) {
        return wordFeatures.forward(embedding.sum(tape, texts.entries())); // [T, B, embedding] with lengths
    }

    @Override
    public Var judge(Sequence words) {
        Var summarized = summary.of(words, encoder.forward(words)); // [B, features]
        return output.forward(summaryFeatures.forward(summarized)); // [B, labels]
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
    }
}
