/**
 * Text tables with a header: CSV and TSV.
 */
@NullMarked
package org.rnn4j.data.table;

import org.jspecify.annotations.NullMarked;
