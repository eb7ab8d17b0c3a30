package org.rnn4j.data.text;

import java.util.List;

/** A tokenizer whose tokens make the text again. */
public interface ReversibleTokenizer extends Tokenizer {
    /** The text that has these tokens; each implementation says what it makes of tokens that no text has. */
    String text(List<String> tokens);
}
