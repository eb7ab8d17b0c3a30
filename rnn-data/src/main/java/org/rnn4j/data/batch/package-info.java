/**
 * Padded batches with lengths: of tokens, of series, of words with their features; orders from a key, length bucketing, batched prediction.
 */
@NullMarked
package org.rnn4j.data.batch;

import org.jspecify.annotations.NullMarked;
