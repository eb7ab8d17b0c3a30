package org.rnn4j.data.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words, numbers and punctuation as tokens, told apart by Unicode's categories alone, so the same in every locale.
 *
 * <ul>
 *   <li>A word is a run of letters, marks and digits with at least one letter; apostrophes (' and ’) between two letters
 *       belong to it, as do joiners and other format characters. A run with letters and digits ({@code mp3, 3rd}) is a
 *       word. Each ideograph is a word of its own; other scripts without spaces (Thai, Kana) are not cut.
 *   <li>A number is such a run without a letter; full stops and commas between two digits belong to it.
 *   <li>Every other code point that is not white space, control or format character is a token of punctuation.
 * </ul>
 *
 * <p>By default every kind is kept, case is kept, and the text is first brought to Unicode normalization form C.
 * Categories are those of the running JDK's Unicode version.
 */
public final class WordTokenizer implements Tokenizer, Describable {
    static final String KIND = "words";
    private static final String PUNCTUATION = "punctuation";
    private static final String NUMBER = "number";
    private static final char RIGHT_QUOTE = '\u2019';

    private final Options options;

    /** A number token's replacement: the number itself if null, nothing if empty. */
    private record Options(
            boolean normalizing,
            boolean lowerCasing,
            boolean punctuation,
            @Nullable String number) {}

    /** A tokenizer that normalizes to form C and keeps words, numbers, punctuation and case. */
    public WordTokenizer() {
        this(new Options(true, false, true, null));
    }

    private WordTokenizer(Options options) {
        this.options = options;
    }

    /** The same, taking the code points as they come. */
    public WordTokenizer withoutNormalization() {
        return new WordTokenizer(new Options(false, options.lowerCasing, options.punctuation, options.number));
    }

    /** The same with words in lower case by the rules of {@link Locale#ROOT}, wherever the program runs. */
    public WordTokenizer lowerCase() {
        return new WordTokenizer(new Options(options.normalizing, true, options.punctuation, options.number));
    }

    /** The same, leaving punctuation out. */
    public WordTokenizer withoutPunctuation() {
        return new WordTokenizer(new Options(options.normalizing, options.lowerCasing, false, options.number));
    }

    /** The same, leaving numbers out. */
    public WordTokenizer withoutNumbers() {
        return new WordTokenizer(new Options(options.normalizing, options.lowerCasing, options.punctuation, ""));
    }

    /** The same with this token in place of every number, for example {@code <number>}. */
    public WordTokenizer numbersAs(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    "WordTokenizer: the token for numbers is empty; use withoutNumbers() to leave them out");
        }
        return new WordTokenizer(new Options(options.normalizing, options.lowerCasing, options.punctuation, token));
    }

    @Override
    public List<String> tokens(String text) {
        int[] points = prepare(text).codePoints().toArray();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < points.length; ) {
            int end = runEnd(points, i);
            if (end > i) {
                addRun(tokens, points, i, end);
            } else {
                end = i + 1;
                addPunctuation(tokens, points[i]);
            }
            i = end;
        }
        return tokens;
    }

    private String prepare(String text) {
        return options.normalizing ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    /** The end of the word or number that begins here; {@code start} itself if none does. */
    private static int runEnd(int[] points, int start) {
        if (!Character.isLetterOrDigit(points[start])) {
            return start;
        }
        int end = start + 1;
        boolean ideograph = Character.isIdeographic(points[start]);
        while (end < points.length && (ideograph ? isAttached(points[end]) : continues(points, end))) {
            end++;
        }
        return end;
    }

    private static boolean continues(int[] points, int i) {
        int point = points[i];
        if (Character.isIdeographic(point)) {
            return false;
        }
        return Character.isLetterOrDigit(point) || isAttached(point) || joins(points, i);
    }

    private static boolean isAttached(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean joins(int[] points, int i) {
        int point = points[i];
        int before = points[i - 1];
        int after = i + 1 < points.length ? points[i + 1] : ' ';
        return switch (point) {
            case '\'', RIGHT_QUOTE ->
                isWordPart(before) && Character.isLetter(after) && !Character.isIdeographic(after);
            case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
            default -> false;
        };
    }

    private static boolean isWordPart(int point) {
        return Character.isLetter(point) || isAttached(point);
    }

    private void addRun(List<String> tokens, int[] points, int start, int end) {
        String run = new String(points, start, end - start);
        if (run.codePoints().anyMatch(Character::isLetter)) {
            tokens.add(options.lowerCasing ? run.toLowerCase(Locale.ROOT) : run);
        } else if (options.number == null) {
            tokens.add(run);
        } else if (!options.number.isEmpty()) {
            tokens.add(options.number);
        }
    }

    private void addPunctuation(List<String> tokens, int point) {
        boolean visible = !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT;
        if (visible && options.punctuation) {
            tokens.add(Character.toString(point));
        }
    }

    @Override
    public TokenizerDescription describe() {
        TokenizerDescription description = TokenizerDescription.of(KIND)
                .with(TokenizerDescription.NORMALIZING, options.normalizing)
                .with(TokenizerDescription.LOWER_CASING, options.lowerCasing)
                .with(PUNCTUATION, options.punctuation);
        return options.number == null ? description : description.with(NUMBER, options.number);
    }

    static WordTokenizer from(TokenizerDescription description) {
        description.requireOnly(
                Set.of(TokenizerDescription.NORMALIZING, TokenizerDescription.LOWER_CASING, PUNCTUATION),
                Set.of(NUMBER));
        return new WordTokenizer(new Options(
                description.flag(TokenizerDescription.NORMALIZING),
                description.flag(TokenizerDescription.LOWER_CASING),
                description.flag(PUNCTUATION),
                description.text(NUMBER)));
    }
}
