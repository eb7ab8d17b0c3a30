package org.rnn4j.examples.languageid;

import java.util.List;
import org.rnn4j.data.text.CharacterTokenizer;
import org.rnn4j.data.vocabulary.Vocabulary;

/** Names as numbers of characters; a letter and its accent are one character however they were typed. */
final class Characters {
    private static final CharacterTokenizer TOKENIZER = new CharacterTokenizer();

    private Characters() {}

    /** The characters of these names. */
    static Vocabulary vocabulary(List<Name> names) {
        return Vocabulary.builder()
                .addAll(names.stream()
                        .map(name -> TOKENIZER.tokens(name.text()))
                        .toList())
                .build();
    }

    static int[] encode(Vocabulary vocabulary, String name) {
        return vocabulary.encode(TOKENIZER.tokens(name));
    }

    static List<int[]> encode(Vocabulary vocabulary, List<Name> names) {
        return names.stream().map(name -> encode(vocabulary, name.text())).toList();
    }

    /** How many characters of a name the vocabulary does not have. */
    static long countUnknown(Vocabulary vocabulary, String name) {
        return TOKENIZER.tokens(name).stream()
                .filter(character -> !vocabulary.contains(character))
                .count();
    }
}
