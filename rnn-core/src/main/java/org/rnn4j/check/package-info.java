/**
 * Checks for layers and cells, a user's own among them: {@link org.rnn4j.check.GradientCheck} compares gradients with
 * differences of outputs, {@link org.rnn4j.check.PaddingCheck} shows that padding has no influence.
 */
@NullMarked
package org.rnn4j.check;

import org.jspecify.annotations.NullMarked;
