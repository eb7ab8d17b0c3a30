package org.rnn4j.data.series;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * The windows of a series, overlapping: examples that show some steps and ask for later ones. A window is known by its
 * first step. Immutable.
 *
 * <pre>{@code
 * SeriesWindows windows = SeriesWindows.of(series, new WindowShape(96, 0, 24), MissingValues.REFUSE);
 * var training = windows.targetsWithin(0, 8640).batches(64).shuffled(key.child("order"));
 * var validation = windows.targetsWithin(8640, 11520).batches(256).inOrder();
 * }</pre>
 */
public final class SeriesWindows {
    private final CovariateSeries series;
    private final WindowShape shape;
    private final int[] starts;
    private final int passedOver;

    private SeriesWindows(CovariateSeries series, WindowShape shape, int[] starts, int passedOver) {
        this.series = series;
        this.shape = shape;
        this.starts = starts;
        this.passedOver = passedOver;
    }

    /**
     * All windows that fit into the series, one for each first step.
     *
     * @param missing whether a missing value is an error, or windows that would use it are left out; see {@link
     *     #passedOver}
     */
    public static SeriesWindows of(CovariateSeries series, WindowShape shape, MissingValues missing) {
        int fitting = series.steps() - shape.steps() + 1;
        if (fitting < 1) {
            throw new IllegalArgumentException("SeriesWindows: expected at least the " + shape.steps()
                    + " steps of one " + shape + ", but the series has " + series.steps());
        }
        int[] badObserved = missingBefore(series.observed(), "observed ", missing);
        int[] badKnown = missingBefore(series.known(), "known ", missing);
        int[] badTargets = missingBefore(series.targets(), "target ", missing);
        int answers = shape.past() + shape.gap();
        int[] starts = IntStream.range(0, fitting)
                .filter(s -> badObserved[s] == badObserved[s + shape.past()]
                        && badKnown[s + answers] == badKnown[s + shape.steps()]
                        && badTargets[s + answers] == badTargets[s + shape.steps()])
                .toArray();
        return new SeriesWindows(series, shape, starts, fitting - starts.length);
    }

    /** How many rows with a missing value come before each row. */
    private static int[] missingBefore(float[][] rows, String part, MissingValues missing) {
        int[] before = new int[rows.length + 1];
        for (int t = 0; t < rows.length; t++) {
            boolean bad = false;
            for (int c = 0; c < rows[t].length; c++) {
                missing.require("SeriesWindows", rows[t][c], part + new MissingValues.Place(t, c));
                bad |= Float.isNaN(rows[t][c]);
            }
            before[t + 1] = before[t] + (bad ? 1 : 0);
        }
        return before;
    }

    /**
     * Only the windows whose steps to predict all lie from row {@code from} to row {@code to - 1}. What they show may lie
     * before: what was seen is no secret, what is to be predicted is.
     */
    public SeriesWindows targetsWithin(int from, int to) {
        return only(start -> firstTarget(start) >= from && start + shape.steps() <= to);
    }

    /** Only the windows whose first step to predict is from row {@code from} to row {@code to - 1}. */
    public SeriesWindows targetsBeginWithin(int from, int to) {
        return only(start -> firstTarget(start) >= from && firstTarget(start) < to);
    }

    /** Only every so many-th of these windows, the first one included. */
    public SeriesWindows every(int stride) {
        if (stride < 1) {
            throw new IllegalArgumentException("SeriesWindows: expected a stride of at least 1, but got " + stride);
        }
        int[] kept = IntStream.range(0, count())
                .filter(i -> i % stride == 0)
                .map(i -> starts[i])
                .toArray();
        return new SeriesWindows(series, shape, kept, passedOver);
    }

    private SeriesWindows only(IntPredicate which) {
        return new SeriesWindows(
                series, shape, Arrays.stream(starts).filter(which).toArray(), passedOver);
    }

    private int firstTarget(int start) {
        return start + shape.past() + shape.gap();
    }

    /** The number of windows. */
    public int count() {
        return starts.length;
    }

    /** How many windows of the whole series were left out because a value is missing. */
    public int passedOver() {
        return passedOver;
    }

    /** The shape of every window. */
    public WindowShape shape() {
        return shape;
    }

    /** The first row to predict of each window. */
    public int[] firstTargets() {
        return Arrays.stream(starts).map(this::firstTarget).toArray();
    }

    /** The windows in batches, with the targets {@code [horizon, batch, target columns]}; choose an order. */
    public Batches<WindowBatch, SeriesBatch> batches(int batchSize) {
        return Batches.of(inputs(), targets(), batchSize);
    }

    /** What the windows show. */
    public Inputs<WindowBatch> inputs() {
        return new Inputs<>() {
            @Override
            public int count() {
                return starts.length;
            }

            @Override
            public int length(int index) {
                return shape.past();
            }

            @Override
            public WindowBatch collate(int[] indexes) {
                int answers = shape.past() + shape.gap();
                return new WindowBatch(
                        cut(series.observed(), indexes, 0, shape.past()),
                        cut(series.known(), indexes, answers, shape.horizon()));
            }
        };
    }

    /** What the windows ask for. */
    public Targets<SeriesBatch> targets() {
        return new Targets<>() {
            @Override
            public int count() {
                return starts.length;
            }

            @Override
            public SeriesBatch collate(int[] indexes) {
                return cut(series.targets(), indexes, shape.past() + shape.gap(), shape.horizon());
            }
        };
    }

    private SeriesBatch cut(float[][] rows, int[] indexes, int offset, int steps) {
        int columns = rows[0].length;
        Tensor values = Tensor.zeros(steps, indexes.length, columns);
        for (int b = 0; b < indexes.length; b++) {
            for (int t = 0; t < steps; t++) {
                float[] row = rows[starts[indexes[b]] + offset + t];
                System.arraycopy(row, 0, values.values(), (t * indexes.length + b) * columns, columns);
            }
        }
        return SeriesBatch.full(values);
    }

    @Override
    public String toString() {
        return "SeriesWindows[" + count() + " windows, " + shape + "]";
    }
}
