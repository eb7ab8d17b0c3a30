package org.rnn4j.data.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * F1 of whole spans in IOB2 tags ({@code B-x} begins a span of type x, {@code I-x} goes on, {@code O} is outside), counted
 * as by conlleval, the script of the CoNLL-2000 task: a span is right if beginning, end and type are.
 *
 * <pre>
 * precision = right / predicted          recall = right / expected          F1 = 2 right / (predicted + expected)
 * </pre>
 *
 * <p>As there, {@code I-x} behind {@code O} or behind another type begins a span. A figure whose denominator is 0 is 0;
 * before anything was added it is NaN. Outputs are {@code [time, batch, tags]} and decide by {@link Argmax}; steps behind a
 * sequence's length count for nothing. As a metric its figure is F1 over all types.
 */
public final class SpanF1 implements Metric<Tensor, TokenBatch> {
    private final List<Tag> tags;
    private final List<String> types;
    private final long[] right;
    private final long[] predicted;
    private final long[] expected;
    private long sequences;

    /**
     * An empty count.
     *
     * @param tags the tags by class number, each {@code O}, {@code B-type} or {@code I-type}
     */
    public SpanF1(List<String> tags) {
        this.tags = tags.stream().map(Tag::parse).toList();
        Set<String> found = new TreeSet<>();
        this.tags.stream().filter(tag -> !tag.isOutside()).forEach(tag -> found.add(tag.type()));
        types = List.copyOf(found);
        right = new long[types.size()];
        predicted = new long[types.size()];
        expected = new long[types.size()];
    }

    @Override
    public String name() {
        return "spanF1";
    }

    @Override
    public void add(Tensor outputs, TokenBatch targets) {
        ValidSteps.requireFit("SpanF1", outputs, targets);
        if (outputs.size(2) != tags.size()) {
            throw new IllegalArgumentException("SpanF1: expected outputs for " + tags.size() + " tags, but got shape "
                    + Arrays.toString(outputs.shape()));
        }
        ValidSteps steps = ValidSteps.of("SpanF1", outputs, targets, new int[0]);
        int[] decided = Labels.predictions("SpanF1", steps.outputs(), steps.labels());
        int[][] predictions = new int[targets.batch()][];
        int[][] labels = new int[targets.batch()][];
        for (int b = 0; b < targets.batch(); b++) {
            predictions[b] = new int[targets.lengths().get(b)];
            labels[b] = new int[targets.lengths().get(b)];
        }
        int row = 0;
        for (int t = 0; t < targets.time(); t++) {
            for (int b = 0; b < targets.batch(); b++) {
                if (t < labels[b].length) {
                    labels[b][t] = steps.labels()[row];
                    predictions[b][t] = decided[row++];
                }
            }
        }
        for (int b = 0; b < labels.length; b++) {
            add(labels[b], predictions[b]);
        }
    }

    /** Adds one sequence: its tags and the predicted ones, by class number. */
    public void add(int[] labels, int[] predictions) {
        if (labels.length != predictions.length) {
            throw new IllegalArgumentException("SpanF1: expected as many predictions as labels, but got "
                    + predictions.length + " for " + labels.length);
        }
        List<Span> wanted = spans("a label", labels);
        List<Span> found = spans("a prediction", predictions);
        count(expected, wanted);
        count(predicted, found);
        found.retainAll(Set.copyOf(wanted));
        count(right, found);
        sequences++;
    }

    private List<Span> spans(String what, int[] numbers) {
        List<Tag> sequence = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            Labels.requireClass("SpanF1", what, number, tags.size());
            sequence.add(tags.get(number));
        }
        return Span.of(sequence);
    }

    private void count(long[] counts, List<Span> spans) {
        spans.forEach(span -> counts[types.indexOf(span.type())]++);
    }

    /** The types of spans, in alphabetical order. */
    public List<String> types() {
        return types;
    }

    /** F1 over the spans of all types. */
    @Override
    public double value() {
        return f1();
    }

    /** The part of the predicted spans that are right. */
    public double precision() {
        return ratio(sum(right), sum(predicted));
    }

    /** The part of the expected spans that were found. */
    public double recall() {
        return ratio(sum(right), sum(expected));
    }

    /** F1 over the spans of all types. */
    public double f1() {
        return ratio(2 * sum(right), sum(predicted) + sum(expected));
    }

    /** The precision of one type. */
    public double precision(String type) {
        return ratio(right[index(type)], predicted[index(type)]);
    }

    /** The recall of one type. */
    public double recall(String type) {
        return ratio(right[index(type)], expected[index(type)]);
    }

    /** F1 of one type. */
    public double f1(String type) {
        int i = index(type);
        return ratio(2 * right[i], predicted[i] + expected[i]);
    }

    private int index(String type) {
        int index = types.indexOf(type);
        if (index < 0) {
            throw new IllegalArgumentException("SpanF1: expected one of the types " + types + ", but got " + type);
        }
        return index;
    }

    private double ratio(long part, long whole) {
        return sequences == 0 ? Double.NaN : whole == 0 ? 0 : (double) part / whole;
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        Arrays.fill(right, 0);
        Arrays.fill(predicted, 0);
        Arrays.fill(expected, 0);
        sequences = 0;
    }

    /** The number of sequences, then right, predicted and expected spans of each type. */
    @Override
    public double[] state() {
        double[] state = new double[1 + 3 * types.size()];
        state[0] = sequences;
        for (int i = 0; i < types.size(); i++) {
            state[1 + 3 * i] = right[i];
            state[2 + 3 * i] = predicted[i];
            state[3 + 3 * i] = expected[i];
        }
        return state;
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 1 + 3 * types.size()) {
            throw new IllegalArgumentException("SpanF1.restore: expected " + (1 + 3 * types.size()) + " numbers for "
                    + types.size() + " types, but got " + state.length);
        }
        sequences = (long) state[0];
        for (int i = 0; i < types.size(); i++) {
            right[i] = (long) state[1 + 3 * i];
            predicted[i] = (long) state[2 + 3 * i];
            expected[i] = (long) state[3 + 3 * i];
        }
    }
}
