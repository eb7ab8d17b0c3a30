package org.rnn4j.data.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Tensor;

/** Puts the rows of several tensors where they belong in one. */
final class Scatter {
    private final int rows;
    private @Nullable Tensor result;

    Scatter(int rows) {
        this.rows = rows;
    }

    void put(Tensor part, int[] positions) {
        if (part.rank() < 1 || part.size(0) != positions.length) {
            throw new IllegalArgumentException("PredictionBatches: expected one row of outputs for each of the "
                    + positions.length + " sequences of a batch, but got shape " + Arrays.toString(part.shape()));
        }
        int[] shape = part.shape();
        shape[0] = rows;
        if (result == null) {
            result = Tensor.zeros(shape);
        } else if (!Arrays.equals(result.shape(), shape)) {
            throw new IllegalArgumentException(
                    "PredictionBatches: expected rows of one shape from every batch, but got "
                            + Arrays.toString(part.shape()) + " after " + Arrays.toString(result.shape()) + " in all");
        }
        int width = part.count() / positions.length;
        for (int b = 0; b < positions.length; b++) {
            System.arraycopy(part.values(), b * width, result.values(), positions[b] * width, width);
        }
    }

    Tensor result() {
        if (result == null) {
            throw new IllegalArgumentException("PredictionBatches: expected at least 1 sequence, but there is none");
        }
        return result;
    }
}
