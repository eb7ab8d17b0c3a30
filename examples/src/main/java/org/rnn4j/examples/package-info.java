/** The command line of the examples: what they share. Each example has a package of its own. */
@NullMarked
package org.rnn4j.examples;

import org.jspecify.annotations.NullMarked;
