/**
 * Readers of corpora: lines of text, sentences with tags in columns, sentences in two languages.
 */
@NullMarked
package org.rnn4j.data.corpus;

import org.jspecify.annotations.NullMarked;
