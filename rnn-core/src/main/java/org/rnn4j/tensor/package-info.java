/**
 * Plain data: tensors, padded batches with lengths, batch sources, metrics and random keys. Nothing here computes
 * gradients or owns threads; every other package may import this one.
 */
@NullMarked
package org.rnn4j.tensor;

import org.jspecify.annotations.NullMarked;
