package org.rnn4j.examples.text;

import java.util.Arrays;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Supervised;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.TokenBatch;

/**
 * The task of a classifier, and beside it an auxiliary one for the vectors of words alone: each word of a text is to tell
 * the text's label as well as it can. The loss of the text as a whole teaches a word nothing once the others suffice; this one
 * does, so that rare words are learnt too. Its linear layer is for training only. That every step is to give the target
 * is target replication: Lipton et al., Learning to diagnose with LSTM recurrent neural networks, 2016.
 */
public final class WordLabels implements Objective<Batch<TextBatch, int[]>> {
    private final Supervised<TextBatch, int[]> task;
    private final TextModel model;
    private final float weight;
    private final Linear output;

    private WordLabels(Supervised<TextBatch, int[]> task, TextModel model, float weight, Linear output) {
        this.task = task;
        this.model = model;
        this.weight = weight;
        this.output = output;
    }

    /**
     * The task of a classifier with the auxiliary one beside it.
     *
     * @param task the task of the classifier
     * @param model the classifier
     * @param weight how much the auxiliary loss counts; with 0 the task stays alone
     * @param output from the vector of a word to the logits of the labels
     * @throws IllegalArgumentException if the weight is negative or not finite
     */
    public static Objective<Batch<TextBatch, int[]>> beside(
            Supervised<TextBatch, int[]> task, TextModel model, double weight, Linear output) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("WordLabels: expected a weight of 0 or more, but got " + weight);
        }
        return weight == 0 ? task : new WordLabels(task, model, (float) weight, output);
    }

    @Override
    public Var loss(Tape tape, Batch<TextBatch, int[]> batch) {
        Sequence logits = model.words(tape, batch.input()).map(output::forward); // [T, B, labels] with lengths
        Var ofWords = CrossEntropy.mean(logits, everywhere(batch.target(), logits.lengths(), logits.time()));
        return task.loss(tape, batch).plus(ofWords.times(weight));
    }

    private static TokenBatch everywhere(int[] labels, Lengths lengths, int time) {
        int[] ids = new int[time * labels.length];
        Arrays.setAll(ids, i -> labels[i % labels.length]);
        return TokenBatch.timeMajor(ids, time, lengths);
    }

    /** Those of the model under its own names, and the linear layer as {@code words}. */
    @Override
    public Parameters parameters() {
        Parameters.Builder parameters = Parameters.builder();
        model.parameters().forEach(parameters::add);
        return parameters.add("words", output).build();
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
