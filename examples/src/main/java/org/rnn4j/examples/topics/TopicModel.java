package org.rnn4j.examples.topics;

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
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.RandomKey;

/**
 * The model: pieces of news as sequences of words in, one logit for each topic out.
 *
 * <p>An LSTM reads the vectors of the words, forward or in both directions; a linear layer judges its final output, or the
 * mean of what it says at each word, perhaps with the mean of the words' own vectors beside it.
 */
final class TopicModel implements TextModel {
    private final Embedding embedding;
    private final Dropout wordFeatures;
    private final Recurrent encoder;
    private final TextSizes.Summary summary;
    private final Dropout summaryFeatures;
    private final Linear output;

    /** An untrained model; the vectors of words start with this standard deviation. */
    TopicModel(TextSizes sizes, double deviation, RandomKey key) {
        embedding = Embedding.initialized(
                sizes.tokens(),
                sizes.embedding(),
                Vocabulary.PADDING,
                Initializers.normal(deviation),
                key.child("embedding"));
        wordFeatures = new Dropout(sizes.dropout().embedding());
        RecurrentBuilder lstm =
                Recurrent.lstm(sizes.embedding(), sizes.encoder().hidden());
        encoder = (sizes.encoder().bidirectional() ? lstm.bidirectional() : lstm).build(key.child("encoder"));
        summary = sizes.encoder().summary();
        summaryFeatures = new Dropout(sizes.dropout().output());
        output = new Linear(sizes.summaryWidth(), sizes.labels(), key.child("output"));
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
