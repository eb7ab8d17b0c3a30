package org.rnn4j.examples.transfer;

import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.PairedBatches;
import org.rnn4j.data.batch.PairedBatches.Pair;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

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
     * @param first the first task
     * @param second the second task, whose model shares parameters with that of the first
     * @param weight the weight of the second task
     */
    record Joint(Objective<Batch<TextBatch, int[]>> first, Supervised<TextBatch, int[]> second, double weight)
            implements Objective<Pair<Batch<TextBatch, int[]>, Batch<TextBatch, int[]>>> {
        @Override
        public Var loss(Tape tape, Pair<Batch<TextBatch, int[]>, Batch<TextBatch, int[]>> pair) {
            Var own = first.loss(tape, pair.first());
            return own.plus(second.loss(tape, pair.second()).times((float) weight));
        }

        @Override
        public long examples(Pair<Batch<TextBatch, int[]>, Batch<TextBatch, int[]>> pair) {
            return pair.first().size();
        }

        /** What both share is there once, under the name that it has in the first. */
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
        return encoder.withLabels(Math.max(2, labels));
    }

    /** Trains a task of a classifier on this encoder together with a classifier of pieces of the texts that were read. */
    TrainingResult fit(
            Objective<Batch<TextBatch, int[]>> own,
            SharedEncoder encoder,
            FineTuning.Task task,
            Labelled reading,
            RandomKey key) {
        Classifier other = new Classifier(encoder, sizes(sizes, reading), settings.dropout, key.child("second"));
        BatchSource<Pair<Batch<TextBatch, int[]>, Batch<TextBatch, int[]>>> batches = PairedBatches.of(
                task.train().batches(task.batch()).bucketedByLength(key.child("order"), BUCKET),
                reading.pieces(settings.piece).batches(task.batch()).bucketedByLength(key.child("reading"), BUCKET));
        Joint joint = new Joint(own, FineTuning.labels(other), settings.secondTask);
        Rule update = new Adam(settings.learningRate);
        return FineTuning.run(context, joint, update, batches, task.epochs(), List.of(), key);
    }
}
