package org.rnn4j.examples.text;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.layer.Model;

/** A model that judges texts by the vectors of their words. */
public interface TextModel extends Model<TextBatch> {
    /** The vectors of all words, {@code [time, batch, width]}. */
    Sequence words(Tape tape, TextBatch texts);

    /** One logit for each label, {@code [batch, labels]}. */
    Var judge(Sequence words);

    @Override
    default Var forward(Tape tape, TextBatch texts) {
        return judge(words(tape, texts));
    }
}
