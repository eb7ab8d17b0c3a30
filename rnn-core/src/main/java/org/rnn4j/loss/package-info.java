/** The losses, computed from logits where there are logits, with their gradients. */
@NullMarked
package org.rnn4j.loss;

import org.jspecify.annotations.NullMarked;
