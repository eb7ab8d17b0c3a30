/**
 * Simple classifiers to compare a network with: the majority class, naive Bayes.
 */
@NullMarked
package org.rnn4j.data.baseline;

import org.jspecify.annotations.NullMarked;
