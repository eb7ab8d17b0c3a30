package org.rnn4j.data.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.tensor.Tensor;

/**
 * Long sequences seen through windows that overlap: every window becomes an example of its own with the label of its
 * sequence, and the outputs of a sequence's windows are averaged. Immutable.
 *
 * <pre>{@code
 * OverlappingWindows windows = OverlappingWindows.ofTokens(texts, 200, 100);
 * var training = TokenBatches.of(windows.cutTokens(texts), windows.labels(labels), 32).shuffled(key.child("order"));
 * Tensor outputs = windows.mean(PredictionBatches.ofTokens(windows.cutTokens(longTexts), 256).predict(model));
 * }</pre>
 *
 * <p>This is one of three different things. <em>Truncation</em> keeps one part of a sequence and forgets the rest.
 * <em>Overlapping windows</em> keep everything, but each window starts from an empty state. <em>Truncated BPTT</em> keeps
 * everything and carries the state on; only the gradient ends at the cut.
 *
 * <p>Windows begin every {@code stride} steps; the last one ends with the sequence, so that no step is lost, and overlaps
 * more if it must. A sequence no longer than a window is one window as it is.
 */
public final class OverlappingWindows {
    private final int[] sequences;
    private final int[] starts;
    private final int[] ends;
    private final int[] lengths;

    private OverlappingWindows(int[] lengths, List<int[]> windows) {
        this.lengths = lengths;
        sequences = windows.stream().mapToInt(window -> window[0]).toArray();
        starts = windows.stream().mapToInt(window -> window[1]).toArray();
        ends = windows.stream().mapToInt(window -> window[2]).toArray();
    }

    /**
     * The windows of sequences with these lengths.
     *
     * @param window the number of steps of a window
     * @param stride from the beginning of one window to that of the next, from 1 to {@code window}
     * @throws IllegalArgumentException if a sequence has no step: it would have no window and no output
     */
    public static OverlappingWindows of(int[] lengths, int window, int stride) {
        if (window < 1 || stride < 1 || stride > window) {
            throw new IllegalArgumentException(
                    "OverlappingWindows: expected windows of at least 1 step and a stride from"
                            + " 1 to the window's length, but got windows of " + window + " and a stride of " + stride);
        }
        List<int[]> windows = new ArrayList<>();
        for (int sequence = 0; sequence < lengths.length; sequence++) {
            if (lengths[sequence] < 1) {
                throw new IllegalArgumentException(
                        "OverlappingWindows: sequence " + sequence + " has no steps; leave it out");
            }
            int last = Math.max(0, lengths[sequence] - window);
            for (int start = 0; start < last; start += stride) {
                windows.add(new int[] {sequence, start, start + window});
            }
            windows.add(new int[] {sequence, last, lengths[sequence]});
        }
        return new OverlappingWindows(lengths.clone(), windows);
    }

    /** The windows of encoded texts. */
    public static OverlappingWindows ofTokens(List<int[]> sequences, int window, int stride) {
        return of(sequences.stream().mapToInt(sequence -> sequence.length).toArray(), window, stride);
    }

    /** The windows of series {@code [time][feature]}. */
    public static OverlappingWindows ofSeries(List<float[][]> sequences, int window, int stride) {
        return of(sequences.stream().mapToInt(sequence -> sequence.length).toArray(), window, stride);
    }

    /** The number of windows. */
    public int count() {
        return sequences.length;
    }

    /** Which sequence a window is of. */
    public int sequence(int window) {
        return sequences[window];
    }

    /** The step of its sequence with which a window begins. */
    public int start(int window) {
        return starts[window];
    }

    /** The step of its sequence before which a window ends. */
    public int end(int window) {
        return ends[window];
    }

    /** The windows of encoded texts, which must be those whose lengths are known here. */
    public List<int[]> cutTokens(List<int[]> texts) {
        requireFit(texts.stream().mapToInt(text -> text.length).toArray());
        List<int[]> windows = new ArrayList<>(count());
        for (int w = 0; w < count(); w++) {
            windows.add(Arrays.copyOfRange(texts.get(sequences[w]), starts[w], ends[w]));
        }
        return List.copyOf(windows);
    }

    /** The windows of series {@code [time][feature]}, which must be those whose lengths are known here; steps are shared. */
    public List<float[][]> cutSeries(List<float[][]> series) {
        requireFit(series.stream().mapToInt(one -> one.length).toArray());
        List<float[][]> windows = new ArrayList<>(count());
        for (int w = 0; w < count(); w++) {
            windows.add(Arrays.copyOfRange(series.get(sequences[w]), starts[w], ends[w]));
        }
        return List.copyOf(windows);
    }

    private void requireFit(int[] found) {
        if (!Arrays.equals(found, lengths)) {
            throw new IllegalArgumentException("OverlappingWindows: expected the " + lengths.length
                    + " sequences that the windows were made for, but got " + found.length
                    + (found.length == lengths.length ? " of other lengths" : ""));
        }
    }

    /** For each window the label of its sequence. */
    public int[] labels(int[] sequenceLabels) {
        if (sequenceLabels.length != lengths.length) {
            throw new IllegalArgumentException("OverlappingWindows: expected one label for each of the "
                    + lengths.length + " sequences, but got " + sequenceLabels.length);
        }
        return Arrays.stream(sequences)
                .map(sequence -> sequenceLabels[sequence])
                .toArray();
    }

    /**
     * For each sequence the mean over its windows.
     *
     * @param outputs one row for each window, {@code [windows, ...]}
     * @return one row for each sequence, {@code [sequences, ...]}
     */
    public Tensor mean(Tensor outputs) {
        if (outputs.rank() < 1 || outputs.size(0) != count()) {
            throw new IllegalArgumentException("OverlappingWindows: expected one row of outputs for each of the "
                    + count() + " windows, but got shape " + Arrays.toString(outputs.shape()));
        }
        int[] shape = outputs.shape();
        int width = count() == 0 ? 0 : outputs.count() / count();
        shape[0] = lengths.length;
        Tensor means = Tensor.zeros(shape);
        for (int w = 0; w < count(); ) {
            int end = w + 1;
            while (end < count() && sequences[end] == sequences[w]) {
                end++;
            }
            for (int i = 0; i < width; i++) {
                means.values()[sequences[w] * width + i] = mean(outputs.values(), w, end, width, i);
            }
            w = end;
        }
        return means;
    }

    private static float mean(float[] values, int from, int to, int width, int i) {
        double sum = 0;
        for (int w = from; w < to; w++) {
            sum += values[w * width + i];
        }
        return (float) (sum / (to - from));
    }

    @Override
    public String toString() {
        return "OverlappingWindows[" + count() + " windows of " + lengths.length + " sequences]";
    }
}
