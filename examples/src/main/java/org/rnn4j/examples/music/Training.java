package org.rnn4j.examples.music;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.data.metric.StepLogLoss;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.BinaryCrossEntropy;
import org.rnn4j.loss.Reduction;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.EarlyStopping;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/** Trains a model of music: from pieces to batches, the model, the loop. The part of this example to read first. */
final class Training {
    private static final int EVALUATION_BATCH = 32;

    /** Batches whose pieces are sorted by length together: the more, the less idle time at the ends of short pieces. */
    private static final int BUCKET = 8;

    private final Context context;
    private final Settings settings;
    private final RandomKey key;

    Training(Context context, Settings settings, RandomKey key) {
        this.context = context;
        this.settings = settings;
        this.key = key;
    }

    /** A model with random weights. */
    MusicModel untrained() {
        Sizes sizes = new Sizes(settings.cell, settings.hidden(), settings.layers, settings.dropout);
        return new MusicModel(sizes, key.child("model"));
    }

    /**
     * Trains it; afterwards it has the weights of the epoch that was best on the validation pieces.
     *
     * @param runner runs the trainer that this sets up
     */
    TrainingResult run(
            MusicModel model,
            Chorales chorales,
            int epochs,
            List<TrainingListener> listeners,
            Function<Trainer.Builder<?>, TrainingResult> runner) {
        BatchSource<Batch<SeriesBatch, SeriesBatch>> training =
                batches(inAllKeys(chorales.train()), settings.batch).bucketedByLength(key.child("order"), BUCKET);
        Supervised<SeriesBatch, SeriesBatch> task = task(model);
        Optimizer optimizer = Rule.chain(ClipNorm.global(settings.clip), new Adam(settings.learningRate))
                .start(model.parameters(), LinearRamp.toZero(training.batchesPerEpoch() * epochs));
        Trainer.Builder<Batch<SeriesBatch, SeriesBatch>> trainer = Trainer.builder(
                        context, task, optimizer, training, key.child("training"))
                .epochs(epochs)
                .evaluator(task.evaluator(context, evaluation(chorales.validation()), new StepLogLoss()))
                .earlyStopping(EarlyStopping.lowest(new StepLogLoss().name(), settings.patience));
        listeners.forEach(trainer::listener);
        return runner.apply(trainer);
    }

    /** The negative log-likelihood per step of these pieces. */
    double loss(MusicModel model, List<float[][]> pieces) {
        StepLogLoss loss = new StepLogLoss();
        String name = loss.name();
        return Objects.requireNonNull(task(model)
                .evaluator(context, evaluation(pieces), loss)
                .evaluate()
                .get(name));
    }

    /** What is minimized: the loss of a step's keys together, its mean over the valid steps of the batch. */
    private static Supervised<SeriesBatch, SeriesBatch> task(MusicModel model) {
        BinaryCrossEntropy each = BinaryCrossEntropy.fromLogits().reduction(Reduction.SUM);
        return Supervised.of(model, model::forward, (logits, targets) -> {
            Var sum = each.of(new Sequence(logits, targets.lengths()), targets);
            return sum.dividedBy(targets.lengths().total());
        });
    }

    private List<float[][]> inAllKeys(List<float[][]> pieces) {
        List<float[][]> all = new ArrayList<>();
        for (int semitones = -settings.transpose; semitones <= settings.transpose; semitones++) {
            for (float[][] piece : pieces) {
                all.add(PianoRolls.transposed(piece, semitones));
            }
        }
        return all;
    }

    private static BatchSource<Batch<SeriesBatch, SeriesBatch>> evaluation(List<float[][]> pieces) {
        return batches(pieces, EVALUATION_BATCH).sortedByLength();
    }

    private static Batches<SeriesBatch, SeriesBatch> batches(List<float[][]> pieces, int size) {
        return Batches.of(Inputs.series(PianoRolls.seen(pieces)), Targets.series(PianoRolls.next(pieces)), size);
    }
}
