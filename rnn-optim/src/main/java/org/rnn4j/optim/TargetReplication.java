package org.rnn4j.optim;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.TokenBatch;

/**
 * The task of a classifier of sequences, and beside it an auxiliary one for the vector of each step alone: it is to tell
 * the label of the sequence as well as it can.
 *
 * <pre>{@code
 * loss = task + weight * mean over all valid steps of CrossEntropy(output(vector of the step), label of its sequence)
 * }</pre>
 *
 * <p>The loss of the sequence as a whole teaches a step nothing once the others suffice; this one does. Given the vectors
 * of words it teaches rare words; given the outputs of a recurrent layer it is target replication as in Lipton et al.,
 * Learning to diagnose with LSTM recurrent neural networks, 2016. The linear layer is for training only.
 *
 * <p>As thread-safe as the task.
 *
 * @param <X> the type of the input
 */
public final class TargetReplication<X> implements Objective<Batch<X, int[]>> {
    private final Objective<Batch<X, int[]>> task;
    private final BiFunction<Tape, X, Sequence> steps;
    private final float weight;
    private final Linear output;

    private TargetReplication(
            Objective<Batch<X, int[]>> task, BiFunction<Tape, X, Sequence> steps, float weight, Linear output) {
        this.task = task;
        this.steps = steps;
        this.weight = weight;
        this.output = output;
    }

    /**
     * The task of a classifier with the auxiliary one beside it.
     *
     * @param task the task of the classifier; a target is the label of each sequence of a batch
     * @param steps the vectors of the steps of an input, {@code [time, batch, width]}
     * @param weight how much the auxiliary loss counts; with 0 the task stays alone
     * @param output from the vector of a step to the logits of the labels
     * @throws IllegalArgumentException if the weight is negative or not finite
     */
    public static <X> Objective<Batch<X, int[]>> beside(
            Objective<Batch<X, int[]>> task, BiFunction<Tape, X, Sequence> steps, double weight, Linear output) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("TargetReplication: expected a weight of 0 or more, but got " + weight);
        }
        return weight == 0 ? task : new TargetReplication<>(task, steps, (float) weight, output);
    }

    @Override
    public Var loss(Tape tape, Batch<X, int[]> batch) {
        Sequence logits = steps.apply(tape, batch.input()).map(output::forward); // [T, B, labels] with lengths
        Var ofSteps = CrossEntropy.mean(logits, everywhere(batch.target(), logits.lengths(), logits.time()));
        return task.loss(tape, batch).plus(ofSteps.times(weight));
    }

    private static TokenBatch everywhere(int[] labels, Lengths lengths, int time) {
        int[] ids = new int[time * labels.length];
        Arrays.setAll(ids, i -> labels[i % labels.length]);
        return TokenBatch.timeMajor(ids, time, lengths);
    }

    @Override
    public long examples(Batch<X, int[]> batch) {
        return task.examples(batch);
    }

    @Override
    public long items(Batch<X, int[]> batch) {
        return task.items(batch);
    }

    /** Those of the task under their own names, and the linear layer as {@code steps}. */
    @Override
    public Parameters parameters() {
        Parameters.Builder parameters = Parameters.builder();
        task.parameters().forEach(parameters::add);
        return parameters.add("steps", output).build();
    }

    @Override
    public Map<String, Double> takeFigures() {
        return task.takeFigures();
    }

    @Override
    public Map<String, StoredTensor> state() {
        return task.state();
    }

    @Override
    public void restore(Map<String, StoredTensor> state) {
        task.restore(state);
    }
}
