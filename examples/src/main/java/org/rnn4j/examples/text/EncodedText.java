package org.rnn4j.examples.text;

import java.util.List;

/**
 * A text as numbers.
 *
 * @param words the numbers of its words
 * @param features for each further kind of entry of {@link WordFeatures} the numbers that belong to the words, that of
 *     padding where there is none
 */
record EncodedText(int[] words, List<int[]> features) {}
