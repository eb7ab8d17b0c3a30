package org.rnn4j.data.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One token per character, that is, per Unicode code point; white space and punctuation are tokens too.
 *
 * <p>The text is first brought to Unicode normalization form C, so that a letter and its accent are one token however
 * they were typed; {@link #withoutNormalization()} leaves it as it is.
 */
public final class CharacterTokenizer implements ReversibleTokenizer, Describable {
    static final String KIND = "characters";

    private final boolean normalizing;
    private final boolean lowerCasing;

    /** A tokenizer that normalizes to form C and keeps upper and lower case apart. */
    public CharacterTokenizer() {
        this(true, false);
    }

    private CharacterTokenizer(boolean normalizing, boolean lowerCasing) {
        this.normalizing = normalizing;
        this.lowerCasing = lowerCasing;
    }

    /** The same, taking the code points as they come. */
    public CharacterTokenizer withoutNormalization() {
        return new CharacterTokenizer(false, lowerCasing);
    }

    /** The same, in lower case by the rules of {@link Locale#ROOT}, wherever the program runs. */
    public CharacterTokenizer lowerCase() {
        return new CharacterTokenizer(normalizing, true);
    }

    @Override
    public List<String> tokens(String text) {
        String cased = lowerCasing ? text.toLowerCase(Locale.ROOT) : text;
        String prepared = normalizing ? Normalizer.normalize(cased, Normalizer.Form.NFC) : cased;
        List<String> tokens = new ArrayList<>(prepared.length());
        for (int i = 0; i < prepared.length(); ) {
            int end = i + Character.charCount(prepared.codePointAt(i));
            tokens.add(prepared.substring(i, end));
            i = end;
        }
        return tokens;
    }

    /** The tokens one behind the other: the text as it was prepared, in form C and lower case if these are asked for. */
    @Override
    public String text(List<String> tokens) {
        return String.join("", tokens);
    }

    @Override
    public TokenizerDescription describe() {
        return TokenizerDescription.of(KIND)
                .with(TokenizerDescription.NORMALIZING, normalizing)
                .with(TokenizerDescription.LOWER_CASING, lowerCasing);
    }

    static CharacterTokenizer from(TokenizerDescription description) {
        description.requireOnly(Set.of(TokenizerDescription.NORMALIZING, TokenizerDescription.LOWER_CASING), Set.of());
        return new CharacterTokenizer(
                description.flag(TokenizerDescription.NORMALIZING),
                description.flag(TokenizerDescription.LOWER_CASING));
    }
}
