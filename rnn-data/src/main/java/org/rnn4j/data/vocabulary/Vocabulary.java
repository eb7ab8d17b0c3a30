package org.rnn4j.data.vocabulary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Text;

/**
 * Tokens and their numbers: id 0 is padding, id 1 stands for unknown tokens unless the vocabulary has none, then come
 * the tokens. Immutable and thread-safe.
 *
 * <p>Padding is no token of any text: a text's token that reads like padding's name is treated as unknown. A text's
 * token that reads like the unknown entry's name is that entry, so texts that were made with such a mark keep it.
 */
public final class Vocabulary {
    /** The id of padding. */
    public static final int PADDING = 0;

    /** The name of padding unless another is given. */
    public static final String DEFAULT_PADDING_NAME = "<pad>";

    /** The name of the unknown entry unless another is given. */
    public static final String DEFAULT_UNKNOWN_NAME = "<unk>";

    private static final int UNKNOWN = 1;
    private static final String PADDING_KEY = "padding";
    private static final String UNKNOWN_KEY = "unknown";
    private static final NameFile.Layout LAYOUT =
            new NameFile.Layout("rnn4j-vocabulary", "tokens", List.of(PADDING_KEY, UNKNOWN_KEY));

    private final List<String> tokens;
    private final boolean hasUnknown;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> tokens, boolean hasUnknown) {
        this.tokens = List.copyOf(tokens);
        this.hasUnknown = hasUnknown;
        ids = NameIndex.of("Vocabulary", "token", this.tokens);
        ids.remove(this.tokens.get(PADDING));
    }

    /** Begins a vocabulary that is made from the tokens of texts. */
    public static VocabularyBuilder builder() {
        return new VocabularyBuilder();
    }

    /** A vocabulary of these tokens in this order, behind padding and the unknown entry with their default names. */
    public static Vocabulary of(List<String> tokens) {
        return of(DEFAULT_PADDING_NAME, OptionalUnknown.named(DEFAULT_UNKNOWN_NAME), tokens);
    }

    /** The same without an unknown entry: a token that is not in it cannot be encoded. */
    public static Vocabulary withoutUnknown(List<String> tokens) {
        return of(DEFAULT_PADDING_NAME, OptionalUnknown.none(), tokens);
    }

    static Vocabulary of(String padding, OptionalUnknown unknown, List<String> tokens) {
        List<String> all = new ArrayList<>(tokens.size() + 2);
        all.add(padding);
        unknown.addTo(all);
        all.addAll(tokens);
        return new Vocabulary(all, unknown.exists());
    }

    /** The number of entries, padding and unknown included: ids are 0 to size - 1. */
    public int size() {
        return tokens.size();
    }

    /** All entries by id, padding and unknown included. */
    public List<String> tokens() {
        return tokens;
    }

    /** The id for unknown tokens; empty if the vocabulary has none. */
    public OptionalInt unknownId() {
        return hasUnknown ? OptionalInt.of(UNKNOWN) : OptionalInt.empty();
    }

    /** Whether a text's token has an id of its own. */
    public boolean contains(String token) {
        return ids.containsKey(token);
    }

    /**
     * The id of a text's token; that of the unknown entry for one that is not in the vocabulary.
     *
     * @throws IllegalArgumentException if the token is not in the vocabulary and there is no unknown entry
     */
    public int id(String token) {
        Integer id = ids.get(token);
        if (id != null) {
            return id;
        }
        if (!hasUnknown) {
            throw new IllegalArgumentException("Vocabulary: the token " + Text.quote(token) + " is none of the "
                    + (size() - 1) + " tokens, and there is no entry for unknown ones; build the vocabulary with one or"
                    + " from texts that have this token");
        }
        return UNKNOWN;
    }

    /** The token with this id; padding and unknown have names too. */
    public String token(int id) {
        if (id < 0 || id >= size()) {
            throw new IndexOutOfBoundsException(
                    "Vocabulary: expected an id from 0 to " + (size() - 1) + ", but got " + id);
        }
        return tokens.get(id);
    }

    /** The ids of a text's tokens, by {@link #id}. */
    public int[] encode(List<String> text) {
        int[] encoded = new int[text.size()];
        int i = 0;
        for (String token : text) {
            encoded[i++] = id(token);
        }
        return encoded;
    }

    /** The tokens with these ids, by {@link #token}. */
    public List<String> decode(int[] encoded) {
        List<String> text = new ArrayList<>(encoded.length);
        for (int id : encoded) {
            text.add(token(id));
        }
        return Collections.unmodifiableList(text);
    }

    /** Writes a JSON file, as a whole or not at all; the same vocabulary always gives the same bytes. */
    public void write(Path file) throws IOException {
        Map<String, Integer> special = new LinkedHashMap<>();
        special.put(PADDING_KEY, PADDING);
        if (hasUnknown) {
            special.put(UNKNOWN_KEY, UNKNOWN);
        }
        new NameFile(special, tokens).write(file, LAYOUT);
    }

    /**
     * Reads a file of {@link #write}.
     *
     * @throws DataFileException if the file is not exactly such a file
     */
    public static Vocabulary read(Path file) throws IOException {
        NameFile content = NameFile.read(file, LAYOUT);
        requireSpecial(file, content, PADDING_KEY, PADDING);
        boolean hasUnknown = content.special().containsKey(UNKNOWN_KEY);
        if (hasUnknown) {
            requireSpecial(file, content, UNKNOWN_KEY, UNKNOWN);
        }
        return new Vocabulary(content.names(), hasUnknown);
    }

    private static void requireSpecial(Path file, NameFile content, String key, int expected) {
        Integer id = content.special().get(key);
        if (id == null || id != expected || id >= content.names().size()) {
            throw DataFileException.inFile(
                    file.toString(),
                    "expected the special entry \"" + key + "\" with id " + expected + " among the tokens, but "
                            + (id == null
                                    ? "there is none"
                                    : "its id is " + id + " of "
                                            + content.names().size())
                            + "; the file is damaged");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && hasUnknown == that.hasUnknown && tokens.equals(that.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary[" + size() + " entries" + (hasUnknown ? "]" : ", none for unknown tokens]");
    }
}
