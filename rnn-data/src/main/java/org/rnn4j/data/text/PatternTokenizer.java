package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by a regular expression of Java ({@link Pattern}): either the parts of the text that match it, or the parts
 * between them. Empty parts are no tokens. The text is taken as it comes, without normalization.
 *
 * <p>Classes such as {@code \w} mean ASCII only unless the expression begins with {@code (?U)}. An expression can take
 * very long on some texts (nested repetitions do); write such ones with possessive quantifiers ({@code ++}).
 */
public final class PatternTokenizer implements Tokenizer, Describable {
    static final String KIND = "pattern";
    private static final String PATTERN = "pattern";
    private static final String SEPARATING = "separating";

    private final Pattern pattern;
    private final boolean separating;
    private final boolean lowerCasing;

    private PatternTokenizer(Pattern pattern, boolean separating, boolean lowerCasing) {
        this.pattern = pattern;
        this.separating = separating;
        this.lowerCasing = lowerCasing;
    }

    /** The parts that match are the tokens: {@code matching("\\p{L}+")} gives the runs of letters. */
    public static PatternTokenizer matching(String expression) {
        return new PatternTokenizer(compile(expression), false, false);
    }

    /** The parts that match are between the tokens: {@code separatedBy(", *")} cuts a list. */
    public static PatternTokenizer separatedBy(String expression) {
        return new PatternTokenizer(compile(expression), true, false);
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("PatternTokenizer: not a regular expression: " + e.getMessage(), e);
        }
    }

    /** The same with the text in lower case by the rules of {@link Locale#ROOT} before it is cut. */
    public PatternTokenizer lowerCase() {
        return new PatternTokenizer(pattern, separating, true);
    }

    @Override
    public List<String> tokens(String text) {
        String cased = lowerCasing ? text.toLowerCase(Locale.ROOT) : text;
        Matcher matcher = pattern.matcher(cased);
        List<String> tokens = new ArrayList<>();
        int end = 0;
        while (matcher.find()) {
            add(tokens, separating ? cased.substring(end, matcher.start()) : matcher.group());
            end = matcher.end();
        }
        if (separating) {
            add(tokens, cased.substring(end));
        }
        return tokens;
    }

    private static void add(List<String> tokens, String token) {
        if (!token.isEmpty()) {
            tokens.add(token);
        }
    }

    @Override
    public TokenizerDescription describe() {
        return TokenizerDescription.of(KIND)
                .with(SEPARATING, separating)
                .with(TokenizerDescription.LOWER_CASING, lowerCasing)
                .with(PATTERN, pattern.pattern());
    }

    static PatternTokenizer from(TokenizerDescription description) {
        description.requireOnly(Set.of(SEPARATING, TokenizerDescription.LOWER_CASING), Set.of(PATTERN));
        @Nullable String expression = description.text(PATTERN);
        if (expression == null) {
            throw new IllegalArgumentException(
                    "a tokenizer of kind \"pattern\" has a text \"pattern\", but found none");
        }
        return new PatternTokenizer(
                compile(expression), description.flag(SEPARATING), description.flag(TokenizerDescription.LOWER_CASING));
    }
}
