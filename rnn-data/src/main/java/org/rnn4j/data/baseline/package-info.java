/**
 * Plain models that a recurrent network has to beat: what they say is printed beside its results.
 */
@NullMarked
package org.rnn4j.data.baseline;

import org.jspecify.annotations.NullMarked;
