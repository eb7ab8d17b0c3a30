/**
 * Slow, obvious, forward-only formulas in double precision that the library's results and gradients are compared with.
 * Nothing here uses the library's own arithmetic.
 */
@NullMarked
package org.rnn4j.reference;

import org.jspecify.annotations.NullMarked;
