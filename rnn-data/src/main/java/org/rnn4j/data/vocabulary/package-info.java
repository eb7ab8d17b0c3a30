/**
 * From tokens and labels to numbers and back, with strict JSON files.
 */
@NullMarked
package org.rnn4j.data.vocabulary;

import org.jspecify.annotations.NullMarked;
