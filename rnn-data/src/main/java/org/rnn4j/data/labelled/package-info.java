/**
 * Readers of labelled texts: tables, a folder for each label, a file for each label; names of labels.
 */
@NullMarked
package org.rnn4j.data.labelled;

import org.jspecify.annotations.NullMarked;
