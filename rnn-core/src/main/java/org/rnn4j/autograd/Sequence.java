package org.rnn4j.autograd;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Lengths;

/**
 * A batch of sequences on a tape: values {@code [time, batch, feature]} with lengths. Padding holds +0 and takes no
 * part in any sum.
 */
public final class Sequence {
    private final Var values;
    private final Lengths lengths;
    private final boolean bidirectional;
    private int @Nullable [] rows;

    /**
     * A sequence of values {@code [time, batch, feature]}, +0 in the padding, which is not checked; the lengths must fit.
     * {@link #map} keeps padding +0 for any operation.
     */
    public Sequence(Var values, Lengths lengths) {
        this(values, lengths, false);
    }

    private Sequence(Var values, Lengths lengths, boolean bidirectional) {
        if (values.rank() != 3) {
            throw new IllegalArgumentException("Sequence: expected values [time, batch, feature], but got " + values);
        }
        lengths.requireFit("Sequence", values.size(0), values.size(1));
        this.values = values;
        this.lengths = lengths;
        this.bidirectional = bidirectional;
    }

    /** The same sequence, marked as the output of a bidirectional layer, which has no meaningful last step. */
    public Sequence markBidirectional() {
        Sequence marked = new Sequence(values, lengths, true);
        marked.rows = rows;
        return marked;
    }

    /** Other values for the same steps: {@code [time, batch, any]}, with +0 in the padding. */
    public Sequence withValues(Var newValues) {
        Sequence sequence = new Sequence(newValues, lengths, bidirectional);
        if (sequence.time() == time()) {
            sequence.rows = rows;
        }
        return sequence;
    }

    /** The values {@code [time, batch, feature]}. */
    public Var values() {
        return values;
    }

    /** The valid steps of each sequence. */
    public Lengths lengths() {
        return lengths;
    }

    /** The tape that this sequence lives on. */
    public Tape tape() {
        return values.tape();
    }

    /** The number of time steps, padding included. */
    public int time() {
        return values.size(0);
    }

    /** The number of sequences. */
    public int batch() {
        return values.size(1);
    }

    /** The number of features of a step. */
    public int features() {
        return values.size(2);
    }

    /** Whether these are outputs of a bidirectional layer. */
    public boolean isBidirectional() {
        return bidirectional;
    }

    /** The last valid step of each sequence, {@code [batch, feature]}. Refused for bidirectional layers and length 0. */
    public Var lastStep() {
        return Pooling.last(this);
    }

    /** The mean over the valid steps of each sequence, {@code [batch, feature]}. Length 0 is an error. */
    public Var meanOverTime() {
        return Pooling.mean(this);
    }

    /** The maximum over the valid steps of each sequence, {@code [batch, feature]}. Length 0 is an error. */
    public Var maxOverTime() {
        return Pooling.max(this);
    }

    /** All sequences at one time step, {@code [batch, feature]}; +0 where a sequence has ended. */
    public Var step(int t) {
        if (t < 0 || t >= time()) {
            throw new IndexOutOfBoundsException(
                    "Sequence.step: step " + t + " is not inside the " + time() + " time steps");
        }
        return values.slice(0, t, t + 1).reshape(batch(), features());
    }

    /** The valid steps alone, {@code [sum of lengths, feature]}, time outer, batch inner. */
    public Var validSteps() {
        int count = lengths.total();
        int[] numbers = validRows();
        return numbers == null
                ? values.reshape(count, features())
                : Gathering.pick(values, numbers, count, new int[] {count, features()});
    }

    /**
     * A sequence of the same lengths with the function applied to the valid steps {@code [sum of lengths, feature]},
     * which must keep their number: {@code [sum of lengths, any]}. Padding costs nothing and stays +0.
     */
    public Sequence map(UnaryOperator<Var> function) {
        Var steps = function.apply(validSteps());
        if (steps.rank() != 2 || steps.size(0) != lengths.total()) {
            throw new IllegalArgumentException("Sequence.map: expected a result [" + lengths.total()
                    + ", any], but got " + Arrays.toString(steps.shape()));
        }
        int[] shape = {time(), batch(), steps.size(1)};
        int[] numbers = validRows();
        return withValues(numbers == null ? steps.reshape(shape) : Gathering.place(steps, numbers, shape));
    }

    /** The features of several sequences side by side at each step; all must have the same lengths. */
    public static Sequence concat(Sequence... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("Sequence.concat: expected at least 1 sequence, but got none");
        }
        boolean marked = false;
        Var[] all = new Var[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].lengths.equals(parts[0].lengths)) {
                throw new IllegalArgumentException("Sequence.concat: expected equal lengths, but got "
                        + parts[0].lengths + " and " + parts[i].lengths);
            }
            all[i] = parts[i].values;
            marked |= parts[i].bidirectional;
        }
        return new Sequence(Var.concat(2, all), parts[0].lengths, marked);
    }

    /**
     * For operations: the numbers {@code t * batch + b} of the valid steps, t outer, b inner, as many as the sum of the
     * lengths; null if there is no padding, when every row is valid. Not to be changed.
     */
    public int @Nullable [] validRows() {
        if (rows == null && !lengths.areAll(time())) {
            rows = findValidRows();
        }
        return rows;
    }

    private int[] findValidRows() {
        int[] numbers = tape().borrowInts(lengths.total());
        int count = 0;
        for (int t = 0; t < lengths.max(); t++) {
            for (int b = 0; b < batch(); b++) {
                if (t < lengths.get(b)) {
                    numbers[count++] = t * batch() + b;
                }
            }
        }
        return numbers;
    }
}
