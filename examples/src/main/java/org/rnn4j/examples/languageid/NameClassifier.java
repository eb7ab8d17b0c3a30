package org.rnn4j.examples.languageid;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * The model: names as sequences of characters in, one logit for each language out.
 *
 * <p>A bidirectional recurrent layer reads the characters. A linear layer judges its final output (the forward direction
 * after the last character beside the backward direction after the first) beside the largest value that each feature
 * took on the way, where single telling characters leave their mark.
 */
final class NameClassifier implements Model<TokenBatch> {
    private final Embedding embedding;
    private final Recurrent encoder;
    private final Dropout dropout;
    private final Linear output;

    NameClassifier(Architecture sizes, RandomKey key) {
        embedding = new Embedding(sizes.characters(), sizes.embedding(), key.child("embedding"));
        encoder = sizes.cell()
                .layer(sizes.embedding(), sizes.hidden())
                .bidirectional()
                .build(key.child("encoder"));
        dropout = new Dropout(sizes.dropout());
        output = new Linear(2 * encoder.outputSize(), sizes.languages(), key.child("output"));
    }

    @Override
    public Var forward(Tape tape, TokenBatch names) {
        Sequence characters = embedding.forward(tape, names); // [T, B, embedding] with lengths
        RecurrentOutput read = encoder.forward(characters);
        Var summary = Var.concat(1, read.finalOutput(), read.sequence().maxOverTime()); // [B, 4 x hidden]
        return output.forward(dropout.forward(summary)); // [B, languages]
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
    }
}
