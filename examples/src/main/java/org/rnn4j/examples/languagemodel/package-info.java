/** The example {@code language-model}: what comes next, in words or in characters. Start with {@code Training}. */
@NullMarked
package org.rnn4j.examples.languagemodel;

import org.jspecify.annotations.NullMarked;
