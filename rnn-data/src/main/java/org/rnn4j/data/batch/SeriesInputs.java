package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Series of real numbers {@code [time][feature]}; padding is 0. */
final class SeriesInputs implements Inputs<SeriesBatch> {
    private final List<float[][]> sequences;
    private final int features;

    SeriesInputs(List<float[][]> sequences) {
        this.sequences = List.copyOf(sequences);
        features = commonFeatures();
    }

    private int commonFeatures() {
        int common = -1;
        for (int i = 0; i < sequences.size(); i++) {
            float[][] steps = sequences.get(i);
            for (int t = 0; t < steps.length; t++) {
                common = common < 0 ? steps[t].length : common;
                if (steps[t].length != common) {
                    throw new IllegalArgumentException("Inputs: expected " + common
                            + " features at every step, but sequence " + i + ", step " + t + " has "
                            + steps[t].length);
                }
            }
        }
        if (common < 0 && !sequences.isEmpty()) {
            throw new IllegalArgumentException(
                    "Inputs: the number of features is unknown, because no series has a step");
        }
        return common;
    }

    @Override
    public int count() {
        return sequences.size();
    }

    @Override
    public int length(int index) {
        return sequences.get(index).length;
    }

    @Override
    public SeriesBatch collate(int[] indexes) {
        int batch = indexes.length;
        int[] lengths = new int[batch];
        for (int b = 0; b < batch; b++) {
            lengths[b] = length(indexes[b]);
        }
        Lengths checked = Lengths.of(lengths);
        Tensor values = Tensor.zeros(checked.max(), batch, features);
        for (int b = 0; b < batch; b++) {
            float[][] steps = sequences.get(indexes[b]);
            for (int t = 0; t < steps.length; t++) {
                System.arraycopy(steps[t], 0, values.values(), (t * batch + b) * features, features);
            }
        }
        return new SeriesBatch(values, checked);
    }
}
