/**
 * What the packages below share: the exception for damaged data files.
 */
@NullMarked
package org.rnn4j.data;

import org.jspecify.annotations.NullMarked;
