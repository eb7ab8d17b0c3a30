package org.rnn4j.data.batch;

import org.rnn4j.tensor.Tensor;

/** One row of numbers per example. */
record RowTargets(Tensor rows) implements Targets<Tensor> {
    RowTargets {
        if (rows.rank() < 1) {
            throw new IllegalArgumentException(
                    "Targets: expected a tensor whose first axis counts the examples, but got " + rows);
        }
    }

    @Override
    public int count() {
        return rows.size(0);
    }

    @Override
    public Tensor collate(int[] indexes) {
        int[] shape = rows.shape();
        int width = shape[0] == 0 ? 0 : rows.count() / shape[0];
        shape[0] = indexes.length;
        Tensor chosen = Tensor.zeros(shape);
        for (int b = 0; b < indexes.length; b++) {
            System.arraycopy(rows.values(), indexes[b] * width, chosen.values(), b * width, width);
        }
        return chosen;
    }
}
