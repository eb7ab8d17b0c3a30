/**
 * Tokenizers: from text to tokens.
 */
@NullMarked
package org.rnn4j.data.text;

import org.jspecify.annotations.NullMarked;
