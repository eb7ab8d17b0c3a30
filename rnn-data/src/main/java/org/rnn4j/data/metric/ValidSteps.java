package org.rnn4j.data.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** The valid steps of sequences as rows: time outer, batch inner. */
record ValidSteps(Tensor outputs, int[] labels) {
    static ValidSteps of(String owner, Tensor outputs, TokenBatch targets, int[] ignored) {
        requireFit(owner, outputs, targets);
        int classes = outputs.size(2);
        int[] rows = rows(targets, ignored);
        Tensor chosen = Tensor.zeros(rows.length, classes);
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(outputs.values(), rows[i] * classes, chosen.values(), i * classes, classes);
            labels[i] = targets.ids()[rows[i]];
        }
        return new ValidSteps(chosen, labels);
    }

    static void requireFit(String owner, Tensor outputs, TokenBatch targets) {
        if (outputs.rank() != 3 || outputs.size(0) != targets.time() || outputs.size(1) != targets.batch()) {
            throw new IllegalArgumentException(owner + ": expected outputs [time, batch, classes] for targets ["
                    + targets.time() + ", " + targets.batch() + "], but got shape "
                    + Arrays.toString(outputs.shape()));
        }
    }

    private static int[] rows(TokenBatch targets, int[] ignored) {
        int batch = targets.batch();
        return IntStream.range(0, targets.time() * batch)
                .filter(row -> row / batch < targets.lengths().get(row % batch))
                .filter(row -> Arrays.stream(ignored).noneMatch(label -> label == targets.ids()[row]))
                .toArray();
    }
}
