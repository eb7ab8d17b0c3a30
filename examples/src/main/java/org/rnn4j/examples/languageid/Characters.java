package org.rnn4j.examples.languageid;

import java.util.List;
import org.rnn4j.data.text.CharacterTokenizer;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.vocabulary.Vocabulary;

/**
 * Names as numbers of characters; a letter and its accent are one character however they were typed.
 *
 * @param tokenizer what cuts names into characters
 * @param vocabulary the characters that have numbers
 */
record Characters(Tokenizer tokenizer, Vocabulary vocabulary) {
    /** The characters of these names. */
    static Characters of(List<Name> names) {
        Tokenizer tokenizer = new CharacterTokenizer();
        Vocabulary vocabulary = Vocabulary.builder()
                .addAll(names.stream()
                        .map(name -> tokenizer.tokens(name.text()))
                        .toList())
                .build();
        return new Characters(tokenizer, vocabulary);
    }

    int[] encode(String name) {
        return vocabulary.encode(tokenizer.tokens(name));
    }

    List<int[]> encode(List<Name> names) {
        return names.stream().map(name -> encode(name.text())).toList();
    }

    /** How many characters of a name have no number. */
    long countUnknown(String name) {
        return tokenizer.tokens(name).stream()
                .filter(character -> !vocabulary.contains(character))
                .count();
    }
}
