/** Is this text positive or negative? Begin with {@code Sentiment}, read {@code SentimentModel} and {@code SentimentTraining}. */
@NullMarked
package org.rnn4j.examples.sentiment;

import org.jspecify.annotations.NullMarked;
