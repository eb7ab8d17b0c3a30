package org.rnn4j.data.text;

/** A tokenizer that a file can describe completely. */
interface Describable {
    /** All that is needed to make an equal tokenizer. */
    TokenizerDescription describe();
}
