/** What is this piece of news about? Begin with {@code Topics}, read {@code TopicModel} and {@code TopicTraining}. */
@NullMarked
package org.rnn4j.examples.topics;

import org.jspecify.annotations.NullMarked;
