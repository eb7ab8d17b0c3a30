package org.rnn4j.examples.languageid;

/**
 * A name and the language it is written in.
 *
 * @param text the name, for example {@code Vereinigte Staaten}
 * @param language the code of its language, for example {@code de}
 */
record Name(String text, String language) {}
