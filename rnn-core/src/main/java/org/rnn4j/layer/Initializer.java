package org.rnn4j.layer;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** A rule for the first values of a parameter. */
@FunctionalInterface
public interface Initializer {
    /** Values of this shape; the same key gives the same values on every machine. */
    Tensor initialize(int[] shape, RandomKey key);
}
