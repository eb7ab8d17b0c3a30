/**
 * Augmentation: changed copies of training examples, a function of example, epoch and key.
 */
@NullMarked
package org.rnn4j.data.augment;

import org.jspecify.annotations.NullMarked;
