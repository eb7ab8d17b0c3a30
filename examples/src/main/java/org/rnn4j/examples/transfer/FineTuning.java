package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.PredictionBatches;
import org.rnn4j.data.batch.SeriesBatches;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.metric.Accuracy;
import org.rnn4j.io.LoadOption;
import org.rnn4j.io.LoadReport;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.Group;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.ParameterGroups;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.TargetReplication;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.schedule.SlantedTriangular;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** The second half: a classifier from an encoder, in each {@link Mode}. The part of this example to read first. */
final class FineTuning {
    private static final int EVALUATION_BATCH = 256;

    /** The vectors of words and of their features. */
    private static final String EMBEDDING = "encoder.embedding*";

    private static final String RECURRENT = "encoder.recurrent.*";
    private static final int BUCKET = 8;

    private final Context context;
    private final TransferSettings settings;
    private final Sizes sizes;
    private final Path encoderFile;
    private final Effort effort;

    /**
     * Training data of one run.
     *
     * @param train what to learn from
     * @param epochs passes over the training part
     * @param batch texts per step
     */
    record Task(Labelled train, int epochs, int batch) {}

    /** Begins with the encoder in a file; what the trainings take is added to {@code effort}. */
    FineTuning(Context context, TransferSettings settings, Sizes sizes, Path encoderFile, Effort effort) {
        this.context = context;
        this.settings = settings;
        this.sizes = sizes;
        this.encoderFile = encoderFile;
        this.effort = effort;
    }

    /** A classifier of this mode, trained; {@code reading} is the second task of the multi-task mode. */
    Classifier train(Mode mode, Task task, Labelled reading, RandomKey key) throws IOException {
        Classifier model = classifier(mode != Mode.SCRATCH, key.child("model"));
        switch (mode) {
            case SCRATCH, INITIALIZE ->
                fit(objective(model, key), new Adam(settings.learningRate), task, key.child("all"));
            case FEATURES -> fitHead(model, task, key.child("head"));
            case FINE_TUNE -> unfreeze(model, task, key);
            case MULTI_TASK ->
                effort.add(new TwoTasks(context, settings, sizes)
                        .fit(objective(model, key), model.encoder(), task, reading, key.child("two")));
        }
        return model;
    }

    /** A classifier with a new head, on an encoder with new weights or with those of one that has read, by their names. */
    private Classifier classifier(boolean pretrained, RandomKey key) throws IOException {
        Classifier model = new Classifier(
                new SharedEncoder(sizes, settings.dropout, key.child("encoder")), sizes, settings.dropout, key);
        if (pretrained) {
            LoadReport report = ParameterFiles.load(encoderFile, model.parameters(), LoadOption.PARTIAL);
            if (!report.mismatched().isEmpty()
                    || !report.unexpected().isEmpty()
                    || !report.missing().equals(List.of("head.weight", "head.bias"))) {
                throw new IllegalStateException("expected an encoder for everything but the head, but " + report);
            }
        }
        return model;
    }

    /** The labels of the texts, and beside them those of their words alone. */
    private Objective<Batch<TextBatch, int[]>> objective(Classifier model, RandomKey key) {
        Linear ofWords = new Linear(sizes.embedding(), model.head().outputSize(), key.child("word labels"));
        return TargetReplication.beside(labels(model), model::words, settings.wordLabels, ofWords);
    }

    /** The labels of the texts alone. */
    static Supervised<TextBatch, int[]> labels(Classifier model) {
        return Supervised.of(model, model::forward, CrossEntropy::mean);
    }

    /** Trains all parameters that the rule does not freeze; the rate rises for a tenth of the steps and falls. */
    private void fit(Objective<Batch<TextBatch, int[]>> objective, Rule update, Task task, RandomKey key) {
        fit(objective, update, task, List.of(), key);
    }

    private void fit(
            Objective<Batch<TextBatch, int[]>> objective,
            Rule update,
            Task task,
            List<TrainingListener> listeners,
            RandomKey key) {
        var batches = task.train().batches(task.batch()).bucketedByLength(key.child("order"), BUCKET);
        effort.add(run(context, objective, update, batches, task.epochs(), listeners, key));
    }

    /**
     * Lets an encoder that has read learn the labels of pieces of what it has read, as a step between reading and the task
     * (Phang, Fevry and Bowman 2018).
     *
     * @return the part of the pieces of texts it has not learnt from that it gets right then
     */
    double learnLabels(
            SharedEncoder encoder, Labelled reading, int epochs, List<TrainingListener> listeners, RandomKey key) {
        int learnt = reading.size() - Reading.heldOut(reading.size());
        Labelled pieces = reading.part(0, learnt).pieces(settings.piece);
        Classifier model = new Classifier(encoder, TwoTasks.sizes(sizes, reading), settings.dropout, key);
        Task task = new Task(pieces, epochs, settings.labelBatch);
        fit(objective(model, key), new Adam(settings.learningRate), task, listeners, key.child("labels"));
        return accuracy(model, reading.part(learnt, reading.size()).pieces(settings.piece));
    }

    /** The loop of all modes: so many epochs, whose last weights remain. */
    static <B> TrainingResult run(
            Context context,
            Objective<B> objective,
            Rule update,
            BatchSource<B> batches,
            int epochs,
            List<TrainingListener> listeners,
            RandomKey key) {
        long steps = batches.batchesPerEpoch() * epochs;
        double rise = Math.max(SlantedTriangular.DEFAULT_RISE, 1.0 / steps);
        Optimizer optimizer = Rule.chain(ClipNorm.global(1), update)
                .start(
                        objective.parameters(),
                        steps < 2 ? step -> 1 : new SlantedTriangular(steps, rise, SlantedTriangular.DEFAULT_RATIO));
        Trainer.Builder<B> trainer = Trainer.builder(context, objective, optimizer, batches, key.child("steps"))
                .epochs(epochs);
        listeners.forEach(trainer::listener);
        return trainer.build().run();
    }

    /** Gradual unfreezing from the top, rates that are lower below, and slanted triangles (Howard and Ruder 2018). */
    private void unfreeze(Classifier model, Task task, RandomKey key) {
        Rule adam = new Adam(settings.learningRate);
        double lower = 1 / settings.discrimination;
        Group recurrent = Group.of(RECURRENT).withRate(lower);
        Group embedding = Group.of(EMBEDDING).withRate(lower * lower);
        Group frozenRecurrent = Group.of(RECURRENT).frozen();
        Group frozenEmbedding = Group.of(EMBEDDING).frozen();
        Task once = new Task(task.train(), 1, task.batch());
        Task rest = new Task(task.train(), Math.max(1, task.epochs() - 2), task.batch());
        Objective<Batch<TextBatch, int[]>> labels = labels(model);
        fit(labels, ParameterGroups.of(adam, frozenRecurrent, frozenEmbedding), once, key.child("head"));
        fit(labels, ParameterGroups.of(adam, recurrent, frozenEmbedding), once, key.child("upper"));
        fit(objective(model, key), ParameterGroups.of(adam, recurrent, embedding), rest, key.child("all"));
    }

    /** Computes the summaries of all texts once, and trains the head alone on them. */
    private void fitHead(Classifier model, Task task, RandomKey key) {
        Supervised<SeriesBatch, int[]> objective = Supervised.of(
                model.head(),
                (tape, summaries) -> model.decide(tape.sequence(summaries).step(0)),
                CrossEntropy::mean);
        var batches = SeriesBatches.of(
                        summaries(model, task.train()), task.train().labels(), task.batch())
                .shuffled(key.child("order"));
        Rule update = new Adam(settings.learningRate);
        effort.add(run(context, objective, update, batches, task.epochs(), List.of(), key));
    }

    private List<float[][]> summaries(Classifier model, Labelled texts) {
        Tensor summaries = PredictionBatches.of(Inputs.texts(texts.texts()), EVALUATION_BATCH)
                .predict(batch -> {
                    try (Tape tape = Tape.inference(context)) {
                        return model.encoder().summary(model.words(tape, batch)).toTensor();
                    }
                });
        int width = summaries.size(1);
        List<float[][]> rows = new ArrayList<>();
        for (int row = 0; row < summaries.size(0); row++) {
            rows.add(new float[][] {Arrays.copyOfRange(summaries.values(), row * width, (row + 1) * width)});
        }
        return rows;
    }

    /** The part of these texts that the classifier gets right. */
    double accuracy(Classifier model, Labelled texts) {
        return labels(model)
                .evaluator(context, texts.batches(EVALUATION_BATCH).sortedByLength(), new Accuracy())
                .evaluate()
                .getOrDefault("accuracy", Double.NaN);
    }
}
