package org.rnn4j.data.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer as data.
 *
 * @param kind which tokenizer
 * @param flags its settings that are on or off
 * @param texts its settings that are texts
 * @param merges what byte pairs it merges, in order
 */
record TokenizerDescription(String kind, Map<String, Boolean> flags, Map<String, String> texts, List<String> merges) {
    static final String NORMALIZING = "normalizing";
    static final String LOWER_CASING = "lowerCasing";

    TokenizerDescription {
        flags = new TreeMap<>(flags); // sorted, so that equal tokenizers make equal files
        texts = new TreeMap<>(texts);
        merges = List.copyOf(merges);
    }

    static TokenizerDescription of(String kind) {
        return new TokenizerDescription(kind, Map.of(), Map.of(), List.of());
    }

    TokenizerDescription with(String flag, boolean value) {
        TreeMap<String, Boolean> more = new TreeMap<>(flags);
        more.put(flag, value);
        return new TokenizerDescription(kind, more, texts, merges);
    }

    TokenizerDescription with(String key, String value) {
        TreeMap<String, String> more = new TreeMap<>(texts);
        more.put(key, value);
        return new TokenizerDescription(kind, flags, more, merges);
    }

    TokenizerDescription withMerges(List<String> newMerges) {
        return new TokenizerDescription(kind, flags, texts, newMerges);
    }

    /** Throws unless there are exactly these flags, and no other texts than these. */
    void requireOnly(Set<String> allFlags, Set<String> allowedTexts) {
        Set<String> unknown = new TreeSet<>(texts.keySet());
        unknown.removeAll(allowedTexts);
        if (!flags.keySet().equals(allFlags) || !unknown.isEmpty()) {
            throw new IllegalArgumentException("a tokenizer of kind \"" + kind + "\" has the flags "
                    + new TreeSet<>(allFlags) + " and at most the texts " + new TreeSet<>(allowedTexts)
                    + ", but found the flags " + flags.keySet() + " and the texts " + texts.keySet());
        }
    }

    /** A flag that {@link #requireOnly} has found. */
    boolean flag(String key) {
        return Boolean.TRUE.equals(flags.get(key));
    }

    @Nullable
    String text(String key) {
        return texts.get(key);
    }
}
