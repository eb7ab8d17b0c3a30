/**
 * Parameter files (safetensors), model descriptions (JSON) and files that are replaced as a whole.
 *
 * <p>Reading never runs code, never opens a second file, and allocates nothing larger than the file before the checks
 * have passed. What is damaged, hostile or too new is refused with {@link org.rnn4j.io.FileFormatException}.
 */
@NullMarked
package org.rnn4j.io;

import org.jspecify.annotations.NullMarked;
