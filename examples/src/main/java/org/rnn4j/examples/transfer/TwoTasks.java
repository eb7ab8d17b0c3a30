package org.rnn4j.examples.transfer;

import java.util.stream.IntStream;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.PairedBatches;
import org.rnn4j.data.batch.PairedBatches.Pair;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.Objective;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** Two tasks with a head each and one encoder: a step takes a batch of both, the loss is a weighted sum. */
final class TwoTasks {
    private static final int BUCKET = 8;

    private final Context context;
    private final TransferSettings settings;
    private final Sizes sizes;

    TwoTasks(Context context, TransferSettings settings, Sizes sizes) {
        this.context = context;
        this.settings = settings;
        this.sizes = sizes;
    }

    /**
     * The sum of the first task's loss and of the second one's times a weight.
     *
     * @param first the classifier of the first task
     * @param second the classifier of the second task, on the same encoder
     * @param weight the weight of the second task
     */
    record Joint(Classifier first, Classifier second, double weight)
            implements Objective<Pair<Batch<TokenBatch, int[]>, Batch<TokenBatch, int[]>>> {
        @Override
        public Var loss(Tape tape, Pair<Batch<TokenBatch, int[]>, Batch<TokenBatch, int[]>> pair) {
            Var own = CrossEntropy.mean(
                    first.forward(tape, pair.first().input()), pair.first().target());
            Var other = CrossEntropy.mean(
                    second.forward(tape, pair.second().input()), pair.second().target());
            return own.plus(other.times((float) weight));
        }

        @Override
        public long examples(Pair<Batch<TokenBatch, int[]>, Batch<TokenBatch, int[]>> pair) {
            return pair.first().size();
        }

        /** The encoder is there once, under the name that it has in the first classifier. */
        @Override
        public Parameters parameters() {
            Parameters.Builder parameters = Parameters.builder();
            first.parameters().forEach(parameters::add);
            return parameters.add("second", second).build();
        }
    }

    /** The sizes of a classifier for the texts that were read, on an encoder of these sizes. */
    static Sizes sizes(Sizes encoder, Labelled reading) {
        int labels = 1 + IntStream.of(reading.labels()).max().orElse(1);
        return new Sizes(encoder.tokens(), encoder.embedding(), encoder.hidden(), Math.max(2, labels));
    }

    /** Trains a classifier together with one for pieces of the texts that were read, whose head is not kept. */
    void fit(Classifier model, FineTuning.Task task, Labelled reading, RandomKey key) {
        Classifier second =
                new Classifier(model.encoder(), sizes(sizes, reading), settings.dropout, key.child("second"));
        BatchSource<Pair<Batch<TokenBatch, int[]>, Batch<TokenBatch, int[]>>> batches = PairedBatches.of(
                task.train().batches(task.batch()).bucketedByLength(key.child("order"), BUCKET),
                reading.pieces(settings.piece).batches(task.batch()).bucketedByLength(key.child("reading"), BUCKET));
        Joint joint = new Joint(model, second, settings.secondTask);
        FineTuning.run(context, joint, new Adam(settings.learningRate), batches, task.epochs(), key);
    }
}
