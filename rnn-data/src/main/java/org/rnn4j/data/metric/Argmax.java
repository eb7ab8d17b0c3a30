package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Tensor;

/** The class a classifier decides for: that of the largest output. */
public final class Argmax {
    private Argmax() {}

    /**
     * The index of the largest element of each row; the first one if several are equal.
     *
     * @param outputs scores, logits or probabilities {@code [rows, classes]}
     * @throws IllegalArgumentException if the rank is not 2, if there are no classes, or if an element is NaN
     */
    public static int[] rows(Tensor outputs) {
        if (outputs.rank() != 2 || outputs.size(1) == 0) {
            throw new IllegalArgumentException("Argmax: expected outputs [rows, classes] with at least 1 class, but got"
                    + " shape " + Arrays.toString(outputs.shape()));
        }
        int classes = outputs.size(1);
        int[] largest = new int[outputs.size(0)];
        for (int row = 0; row < largest.length; row++) {
            largest[row] = row(outputs.values(), row, classes);
        }
        return largest;
    }

    private static int row(float[] values, int row, int classes) {
        int from = row * classes;
        int largest = 0;
        for (int i = 0; i < classes; i++) {
            float value = values[from + i];
            if (Float.isNaN(value)) {
                throw new IllegalArgumentException("Argmax: output " + i + " of row " + row
                        + " is NaN; the model has diverged or its input was not finite");
            }
            if (value > values[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
