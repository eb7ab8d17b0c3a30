/** Which techniques help when there are few texts? Begin with {@code SmallData}; {@code Techniques} says what is compared. */
@NullMarked
package org.rnn4j.examples.smalldata;

import org.jspecify.annotations.NullMarked;
