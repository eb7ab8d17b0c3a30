/**
 * The numerical kernels, the threads and the lent memory. Only {@link org.rnn4j.kernel.Context} is meant for programs;
 * the rest is public because the packages above use it, and may change between minor versions.
 *
 * <p>Every kernel keeps the arithmetic contract (docs/decisions/0001-arithmetic-contract.md): both implementations run
 * the same sequence of IEEE operations for every element, or one with the same result, so they agree bit for bit.
 */
@NullMarked
package org.rnn4j.kernel;

import org.jspecify.annotations.NullMarked;
