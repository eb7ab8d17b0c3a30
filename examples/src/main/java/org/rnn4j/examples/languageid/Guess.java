package org.rnn4j.examples.languageid;

/**
 * A language a name may be written in.
 *
 * @param language the code of the language
 * @param probability how likely the model thinks it is, from 0 to 1
 */
record Guess(String language, double probability) {}
