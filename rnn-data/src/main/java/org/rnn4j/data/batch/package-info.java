/**
 * Padded batches with lengths: orders from a key, length bucketing, batched prediction.
 */
@NullMarked
package org.rnn4j.data.batch;

import org.jspecify.annotations.NullMarked;
