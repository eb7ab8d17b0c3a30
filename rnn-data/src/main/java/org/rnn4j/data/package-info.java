/**
 * What the packages below share: the exception for damaged data files, and what is done with malformed lines.
 */
@NullMarked
package org.rnn4j.data;

import org.jspecify.annotations.NullMarked;
