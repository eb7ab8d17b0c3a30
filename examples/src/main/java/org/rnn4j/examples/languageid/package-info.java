/** Which language is this name written in? The project's main example; begin with {@code LanguageId}. */
@NullMarked
package org.rnn4j.examples.languageid;

import org.jspecify.annotations.NullMarked;
