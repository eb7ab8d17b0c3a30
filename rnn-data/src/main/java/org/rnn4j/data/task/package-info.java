/**
 * Tasks whose data are generated: they need no file, and the best figure that can be reached is known.
 */
@NullMarked
package org.rnn4j.data.task;

import org.jspecify.annotations.NullMarked;
