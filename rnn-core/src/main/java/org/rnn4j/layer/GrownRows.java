package org.rnn4j.layer;

import org.rnn4j.autograd.Parameter;
import org.rnn4j.tensor.Tensor;

/** An initializer that keeps the rows of a parameter and makes the further ones with another. */
final class GrownRows {
    private GrownRows() {}

    static Initializer of(String owner, Parameter old, int rows, Initializer further) {
        if (rows < old.size(0)) {
            throw new IllegalArgumentException(
                    owner + ": expected at least the " + old.size(0) + " rows there are, but got " + rows);
        }
        return (shape, key) -> {
            Tensor grown = further.checked(shape, key);
            System.arraycopy(old.values(), 0, grown.values(), 0, old.count());
            return grown;
        };
    }
}
