package org.rnn4j.layer;

import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** A rule for the first values of a parameter. */
@FunctionalInterface
public interface Initializer {
    /** Values of this shape; the same key gives the same values on every machine. */
    Tensor initialize(int[] shape, RandomKey key);

    /**
     * What {@link #initialize} gives, as a copy that the caller may change.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    default Tensor checked(int[] shape, RandomKey key) {
        Tensor values = initialize(shape.clone(), key);
        if (!Arrays.equals(values.shape(), shape)) {
            throw new IllegalArgumentException("Initializer: expected values of shape " + Arrays.toString(shape)
                    + ", but the initializer gave " + Arrays.toString(values.shape()));
        }
        return values.copy();
    }
}
