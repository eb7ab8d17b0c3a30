package org.rnn4j.data.task;

import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997): add two marked numbers of a long sequence.
 *
 * <p>Each step has two features: a number, uniform in [0, 1), and a mark, which is 1 at one random step of the first half
 * and at one of the second half, 0 elsewhere. The target {@code [batch, 1]} is the sum of the two marked numbers. This is
 * the form in common use since Le, Jaitly and Hinton (2015); the first one had numbers in [-1, 1] and other marks. Whoever
 * always answers 1 has a mean squared error of {@link #ERROR_OF_THE_MEAN}.
 *
 * @param shortest the fewest steps of a sequence, at least 2
 * @param longest the most steps of a sequence; every length between the two is equally likely
 */
public record AddingProblem(int shortest, int longest) {
    /** The mean squared error of the answer 1, the variance of the sum of two numbers: 1/6. */
    public static final double ERROR_OF_THE_MEAN = 1d / 6;

    private static final int FEATURES = 2;
    private static final int NUMBER = 0;
    private static final int MARK = 1;

    /** Checks the lengths. */
    public AddingProblem {
        if (shortest < 2 || longest < shortest) {
            throw new IllegalArgumentException("AddingProblem: expected at least 2 steps, and at most as many in the"
                    + " shortest sequence as in the longest, but got " + shortest + " and " + longest);
        }
    }

    /** Sequences of this number of steps. */
    public static AddingProblem of(int steps) {
        return new AddingProblem(steps, steps);
    }

    /**
     * A source of batches: new ones in every epoch, all from the key; a source that is always taken from its start gives
     * the same ones.
     */
    public BatchSource<Batch<SeriesBatch, Tensor>> batches(int batchSize, int batchesPerEpoch, RandomKey key) {
        return new GeneratedBatches<>("AddingProblem", this::batch, batchSize, batchesPerEpoch, key);
    }

    private Batch<SeriesBatch, Tensor> batch(RandomKey key, int size) {
        int[] lengths = new int[size];
        for (int b = 0; b < size; b++) {
            lengths[b] = shortest + key.child("length").child(b).stream().nextInt(longest - shortest + 1);
        }
        Lengths checked = Lengths.of(lengths);
        Tensor values = Tensor.zeros(checked.max(), size, FEATURES);
        Tensor sums = Tensor.zeros(size, 1);
        for (int b = 0; b < size; b++) {
            sums.values()[b] = fill(values, b, lengths[b], key.child("sequence").child(b).stream());
        }
        return new Batch<>(new SeriesBatch(values, checked), sums, size);
    }

    /** Writes one sequence and returns the sum of its marked numbers. */
    private static float fill(Tensor values, int b, int steps, RandomStream random) {
        for (int t = 0; t < steps; t++) {
            values.set(random.nextFloat(), t, b, NUMBER);
        }
        int half = steps / 2;
        int first = random.nextInt(half);
        int second = half + random.nextInt(steps - half);
        values.set(1f, first, b, MARK);
        values.set(1f, second, b, MARK);
        return values.get(first, b, NUMBER) + values.get(second, b, NUMBER);
    }
}
