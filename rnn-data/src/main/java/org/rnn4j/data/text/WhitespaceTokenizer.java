package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands between white space, as it is: for texts that were cut into tokens before, with a blank between them.
 * White space is what {@link Character#isWhitespace(int)} says.
 */
public final class WhitespaceTokenizer implements Tokenizer, Describable {
    static final String KIND = "white-space";

    /** Makes a tokenizer. */
    public WhitespaceTokenizer() {}

    @Override
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (!space && start < 0) {
                start = i;
            } else if (space && start >= 0) {
                tokens.add(text.substring(start, i));
                start = -1;
            }
        }
        if (start >= 0) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }

    @Override
    public TokenizerDescription describe() {
        return TokenizerDescription.of(KIND);
    }

    static WhitespaceTokenizer from(TokenizerDescription description) {
        description.requireOnly(Set.of(), Set.of());
        return new WhitespaceTokenizer();
    }
}
