/** Which keys sound next? A model of polyphonic music; begin with {@code Music}. */
@NullMarked
package org.rnn4j.examples.music;

import org.jspecify.annotations.NullMarked;
