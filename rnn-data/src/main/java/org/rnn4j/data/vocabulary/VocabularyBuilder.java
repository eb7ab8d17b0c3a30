package org.rnn4j.data.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnn4j.data.internal.Text;

/**
 * Counts the tokens of texts and makes a {@link Vocabulary} of the most frequent ones. Not thread-safe.
 *
 * <p>Tokens are ordered by count, the most frequent first, and tokens of equal count by their code points: the order of
 * the texts does not matter.
 */
public final class VocabularyBuilder {
    private final Map<String, Long> counts = new HashMap<>();
    private long minimumCount = 1;
    private int maximumSize = Integer.MAX_VALUE;
    private String padding = Vocabulary.DEFAULT_PADDING_NAME;
    private final Set<String> special = new LinkedHashSet<>();
    private OptionalUnknown unknown = OptionalUnknown.named(Vocabulary.DEFAULT_UNKNOWN_NAME);

    VocabularyBuilder() {}

    /** Counts the tokens of one text. Use training texts only, or the vocabulary knows what it should not. */
    public VocabularyBuilder add(List<String> tokens) {
        tokens.forEach(token -> counts.merge(token, 1L, Long::sum));
        return this;
    }

    /** Counts the tokens of several texts. */
    public VocabularyBuilder addAll(Iterable<? extends List<String>> texts) {
        texts.forEach(this::add);
        return this;
    }

    /** Leaves out tokens that occur less often than this; 1 unless given. */
    public VocabularyBuilder minimumCount(long newMinimum) {
        if (newMinimum < 1) {
            throw new IllegalArgumentException(
                    "VocabularyBuilder: expected a minimum count of at least 1, but got " + newMinimum);
        }
        minimumCount = newMinimum;
        return this;
    }

    /**
     * The largest {@link Vocabulary#size()}, padding and unknown included; without limit unless given. The vocabulary
     * has exactly this size if there are enough tokens.
     */
    public VocabularyBuilder maximumSize(int newMaximum) {
        if (newMaximum < 1) {
            throw new IllegalArgumentException(
                    "VocabularyBuilder: expected a maximum size of at least 1, but got " + newMaximum);
        }
        maximumSize = newMaximum;
        return this;
    }

    /** No entry for unknown tokens: encoding one will be an error. */
    public VocabularyBuilder withoutUnknown() {
        unknown = OptionalUnknown.none();
        return this;
    }

    /** Another name for the unknown entry; tokens of the texts that read like it are that entry. */
    public VocabularyBuilder unknownName(String name) {
        unknown = OptionalUnknown.named(name);
        return this;
    }

    /** Another name for padding; no token of the texts may read like it. */
    public VocabularyBuilder paddingName(String name) {
        padding = name;
        return this;
    }

    /**
     * Entries that the vocabulary has in any case, in this order behind padding and the unknown entry: marks for the
     * beginning and the end of a text, a separator. A text's token that reads like one is that entry.
     */
    public VocabularyBuilder special(String... names) {
        special.addAll(List.of(names));
        return this;
    }

    /**
     * The vocabulary of what has been counted.
     *
     * @throws IllegalArgumentException if a token reads like padding's name, is empty or is not valid Unicode, or if the
     *     maximum size has no room for padding, the unknown and the special entries
     */
    public Vocabulary build() {
        int reserved = (unknown.exists() ? 2 : 1) + special.size();
        if (maximumSize < reserved) {
            throw new IllegalArgumentException("VocabularyBuilder: the maximum size " + maximumSize
                    + " has no room for padding, the unknown and the special entries; expected at least " + reserved);
        }
        if (counts.containsKey(padding)) {
            throw new IllegalArgumentException("VocabularyBuilder: the texts have the token " + Text.quote(padding)
                    + ", which is padding's name; choose another with paddingName(...)");
        }
        List<String> kept = new ArrayList<>(special);
        counts.entrySet().stream()
                .filter(entry ->
                        entry.getValue() >= minimumCount && !entry.getKey().equals(unknown.name()))
                .filter(entry -> !special.contains(entry.getKey()))
                .sorted((left, right) -> compare(left, right))
                .limit((long) maximumSize - reserved)
                .map(Map.Entry::getKey)
                .forEach(kept::add);
        return Vocabulary.of(padding, unknown, kept);
    }

    private static int compare(Map.Entry<String, Long> left, Map.Entry<String, Long> right) {
        int byCount = Long.compare(right.getValue(), left.getValue());
        return byCount != 0 ? byCount : Text.compareCodePoints(left.getKey(), right.getKey());
    }
}
