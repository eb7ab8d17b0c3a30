package org.rnn4j.data.text;

import java.util.List;

/** Cuts a text into tokens. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface Tokenizer {
    /** The tokens of the text, in order; none of them is empty. */
    List<String> tokens(String text);
}
