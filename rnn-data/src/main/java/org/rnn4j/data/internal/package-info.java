/**
 * Helpers of this module; not part of the public interface.
 */
@NullMarked
package org.rnn4j.data.internal;

import org.jspecify.annotations.NullMarked;
