package org.rnn4j.data.corpus;

/**
 * The same sentence in two languages.
 *
 * @param source the sentence to translate
 * @param target its translation
 */
public record SentencePair(String source, String target) {}
