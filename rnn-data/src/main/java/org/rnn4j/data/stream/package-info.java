/**
 * Training from files that are larger than memory: resumable batches of what is read one by one.
 */
@NullMarked
package org.rnn4j.data.stream;

import org.jspecify.annotations.NullMarked;
