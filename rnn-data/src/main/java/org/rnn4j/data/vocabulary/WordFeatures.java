package org.rnn4j.data.vocabulary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What else of a text has entries in the vocabulary beside its words, so that the vector of a word is a sum of several:
 * rare words learn from others that begin alike, and two words together can mean something else than each alone. Subword
 * vectors that are added are those of Bojanowski et al., Enriching word vectors with subword information, 2017; vectors
 * of word n-grams those of Joulin et al., Bag of tricks for efficient text classification, 2017.
 *
 * <pre>{@code
 * WordFeatures features = new WordFeatures(4, true);
 * Vocabulary vocabulary = features.vocabulary(texts);
 * int[] words = vocabulary.encode(text);
 * List<int[]> further = features.encode(text, vocabulary);   // first the prefixes, then the bigrams, one for each word
 * }</pre>
 *
 * @param prefix the first letters of a longer word that are an entry; 0 for none
 * @param bigrams whether a word and the one before it are an entry
 */
public record WordFeatures(int prefix, boolean bigrams) {
    /** Words alone. */
    public static final WordFeatures NONE = new WordFeatures(0, false);

    /** Fewer different words than this do not make their prefix an entry. */
    private static final int LEAST_WORDS = 3;

    /** Fewer occurrences than this do not make a bigram an entry. */
    private static final int LEAST_BIGRAMS = 2;

    /** Where a word has no such entry. */
    private static final String NOTHING = "";

    /**
     * Checks the number of letters.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public WordFeatures {
        if (prefix < 0) {
            throw new IllegalArgumentException(
                    "WordFeatures: expected a prefix of 0 letters or more, but got " + prefix);
        }
    }

    /** The words of these texts, their common prefixes and their frequent bigrams, the frequent ones first each. */
    public Vocabulary vocabulary(Collection<List<String>> texts) {
        return vocabulary(Vocabulary.builder().addAll(texts).build(), texts);
    }

    /** These words with their numbers, then their common prefixes, then the frequent bigrams of these texts. */
    public Vocabulary vocabulary(Vocabulary words, Collection<List<String>> texts) {
        if (equals(NONE)) {
            return words;
        }
        Set<String> entries = new LinkedHashSet<>(words.tokens());
        if (prefix > 0) {
            entries.addAll(frequent(Stream.of(prefixes(words.tokens())), LEAST_WORDS));
        }
        if (bigrams) {
            entries.addAll(frequent(texts.stream().map(WordFeatures::bigrams), LEAST_BIGRAMS));
        }
        entries.removeAll(List.of(Vocabulary.DEFAULT_PADDING_NAME, Vocabulary.DEFAULT_UNKNOWN_NAME));
        return Vocabulary.of(List.copyOf(entries));
    }

    private static List<String> frequent(Stream<List<String>> names, int least) {
        VocabularyBuilder counted = Vocabulary.builder().minimumCount(least);
        names.forEach(some ->
                counted.add(some.stream().filter(name -> !name.equals(NOTHING)).toList()));
        return counted.build().tokens();
    }

    /**
     * For each further kind of entry, prefixes first, the numbers that belong to a text's words, one for each word:
     * {@link Vocabulary#PADDING} where a word has none.
     *
     * @param words the words of a text
     * @param vocabulary what {@link #vocabulary} made
     */
    public List<int[]> encode(List<String> words, Vocabulary vocabulary) {
        List<int[]> all = new ArrayList<>();
        if (prefix > 0) {
            all.add(ifKnown(prefixes(words), vocabulary));
        }
        if (bigrams) {
            all.add(ifKnown(bigrams(words), vocabulary));
        }
        return all;
    }

    private static int[] ifKnown(List<String> names, Vocabulary vocabulary) {
        return names.stream()
                .mapToInt(name -> vocabulary.contains(name) ? vocabulary.id(name) : Vocabulary.PADDING)
                .toArray();
    }

    private List<String> prefixes(List<String> words) {
        return words.stream()
                .map(word -> word.codePointCount(0, word.length()) <= prefix
                        ? NOTHING
                        : word.substring(0, word.offsetByCodePoints(0, prefix)) + "*")
                .toList();
    }

    private static List<String> bigrams(List<String> words) {
        List<String> bigrams = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            bigrams.add(i == 0 ? NOTHING : words.get(i - 1) + " " + words.get(i));
        }
        return bigrams;
    }
}
