package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.internal.Text;

/**
 * Tokens between bytes and words: byte-pair encoding (Sennrich, Haddow and Birch 2016) over the bytes of UTF-8, so that
 * every text has tokens and {@link #text} gives back exactly what went in. Learned by {@link BytePairTrainer}, written and
 * read by {@link TokenizerFile}. Nothing is normalized; a text with half of a surrogate pair is refused.
 *
 * <p>A text is first cut into pieces: runs of letters and marks, of numbers, or of other characters, each with one space
 * before it, and runs of white space. Within a piece the merges are applied in the order in which they were learned, each
 * from left to right; no token reaches over the end of a piece. Categories are those of the running JDK's Unicode
 * version.
 *
 * <p>A token is written with one printable character per byte, as in {@link ByteTokenizer}: a word that follows a space
 * begins with {@code Ġ}. The time for a piece is proportional to its length times the number of different merges in it.
 */
public final class BytePairTokenizer implements ReversibleTokenizer, Describable {
    static final String KIND = "byte-pairs";

    private static final int REMEMBERED_LENGTH = 32;
    private static final int REMEMBERED_PIECES = 1 << 16;

    private static final Pattern PIECES =
            Pattern.compile(" ?[\\p{L}\\p{M}]+| ?\\p{N}+| ?[^\\s\\p{L}\\p{M}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private final List<String> merges;
    private final List<String> alphabet;
    private final Map<BytePair, Integer> ranks;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>(); // a text says most of its words again

    /** The merges in order, each as two tokens with a space between. */
    BytePairTokenizer(List<String> merges) {
        this.merges = List.copyOf(merges);
        ranks = new HashMap<>(merges.size() * 2);
        Set<String> tokens = new LinkedHashSet<>(ByteAlphabet.tokens());
        for (String merge : this.merges) {
            BytePair pair = pair(merge, tokens);
            if (ranks.putIfAbsent(pair, ranks.size()) != null) {
                throw new IllegalArgumentException(
                        "BytePairTokenizer: the merge " + Text.quote(merge) + " occurs twice");
            }
            tokens.add(pair.merged());
        }
        alphabet = List.copyOf(tokens);
    }

    private static BytePair pair(String merge, Set<String> known) {
        int space = merge.indexOf(' ');
        if (space >= 0) {
            BytePair pair = new BytePair(merge.substring(0, space), merge.substring(space + 1));
            if (known.contains(pair.left()) && known.contains(pair.right())) {
                return pair;
            }
        }
        throw new IllegalArgumentException("BytePairTokenizer: expected a merge of two bytes or earlier merges with a"
                + " space between, but got " + Text.quote(merge));
    }

    /**
     * All tokens that a text can have: the 256 bytes, then the merged ones in the order in which they were learned; for
     * example for {@code Vocabulary.withoutUnknown}.
     */
    public List<String> alphabet() {
        return alphabet;
    }

    @Override
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String piece : pieces(text)) {
            tokens.addAll(tokensOf(piece));
        }
        return tokens;
    }

    /** Those of short pieces are remembered, up to a number of pieces. */
    private List<String> tokensOf(String piece) {
        List<String> remembered = known.get(piece);
        if (remembered != null) {
            return remembered;
        }
        List<String> merged = List.copyOf(merged(piece));
        if (piece.length() <= REMEMBERED_LENGTH && known.size() < REMEMBERED_PIECES) {
            known.put(piece, merged);
        }
        return merged;
    }

    /** The pieces of the text, a character for each byte. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECES.matcher(text);
        while (matcher.find()) {
            pieces.add(ByteAlphabet.encode("BytePairTokenizer", matcher.group()));
        }
        return pieces;
    }

    private List<String> merged(String piece) {
        List<String> tokens = new ArrayList<>(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            tokens.add(piece.substring(i, i + 1));
        }
        BytePair best = firstLearned(tokens);
        while (best != null) {
            tokens = best.mergeIn(tokens);
            best = firstLearned(tokens);
        }
        return tokens;
    }

    private @Nullable BytePair firstLearned(List<String> tokens) {
        BytePair best = null;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            BytePair pair = new BytePair(tokens.get(i), tokens.get(i + 1));
            Integer rank = ranks.get(pair);
            if (rank != null && rank < bestRank) {
                best = pair;
                bestRank = rank;
            }
        }
        return best;
    }

    /** The text; where the bytes are no UTF-8, as those a model makes may be, it has U+FFFD. */
    @Override
    public String text(List<String> tokens) {
        return ByteAlphabet.decode("BytePairTokenizer", tokens);
    }

    @Override
    public TokenizerDescription describe() {
        return TokenizerDescription.of(KIND).withMerges(merges);
    }

    static BytePairTokenizer from(TokenizerDescription description) {
        description.requireOnly(Set.of(), Set.of());
        return new BytePairTokenizer(description.merges());
    }

    /** How many tokens there are. */
    @Override
    public String toString() {
        return "BytePairTokenizer[" + alphabet.size() + " tokens]";
    }
}
