package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One token per byte of the text's UTF-8: 256 tokens are enough for every text. A token is one printable character: ASCII
 * stands for itself, except for the space, which is {@code Ġ} (U+0120), and control characters.
 *
 * <p>Nothing is normalized, so {@link #text} gives back exactly what went into {@link #tokens}. A text with half of a
 * surrogate pair is refused.
 */
public final class ByteTokenizer implements ReversibleTokenizer, Describable {
    static final String KIND = "bytes";

    /** The tokens of all 256 bytes in their order, for example for {@code Vocabulary.withoutUnknown}. */
    public static List<String> alphabet() {
        return ByteAlphabet.tokens();
    }

    @Override
    public List<String> tokens(String text) {
        String encoded = ByteAlphabet.encode("ByteTokenizer", text);
        List<String> tokens = new ArrayList<>(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            tokens.add(encoded.substring(i, i + 1));
        }
        return tokens;
    }

    /** The text; where the bytes are no UTF-8, as those a model makes may be, it has U+FFFD. */
    @Override
    public String text(List<String> tokens) {
        return ByteAlphabet.decode("ByteTokenizer", tokens);
    }

    @Override
    public TokenizerDescription describe() {
        return TokenizerDescription.of(KIND);
    }

    static ByteTokenizer from(TokenizerDescription description) {
        description.requireOnly(Set.of(), Set.of());
        return new ByteTokenizer();
    }
}
