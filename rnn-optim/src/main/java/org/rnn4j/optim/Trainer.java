package org.rnn4j.optim;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.AnomalyException;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.optim.checkpoint.CheckpointFolder;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/**
 * The training loop, with evaluation, early stopping, listeners and checkpoints. It is this loop, which a program
 * can write itself, with the same bits as result:
 *
 * <pre>{@code
 * for (int epoch = 0; epoch < epochs; epoch++) {
 *     batches.restore(new BatchSource.Position(epoch, 0));
 *     while (batches.hasNext()) {
 *         try (Tape tape = Tape.training(context, key.child(optimizer.steps()))) {
 *             Var loss = objective.loss(tape, batches.next());
 *             optimizer.step(tape.gradients(loss));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>No gradient is computed for parameters that the optimizer does not train, frozen ones and those that it was not
 * started with: the tapes are told {@link Optimizer#trained}, see {@link Tape#trainOnly}.
 *
 * <p>A loss or gradient that is not finite, a figure of an evaluation that is NaN and a watched one that is infinite end
 * training with a {@link NonFiniteException} that says where; for losses and gradients the optimizer's {@link
 * NonFinitePolicy} may say otherwise. With early stopping the best weights are put back however training ends, also by an
 * exception.
 *
 * <p>With {@link Builder#checkpoints checkpoints}, a run that was stopped or killed is continued by {@link #resume}, bit
 * for bit as if it had never stopped, also in another process.
 *
 * @param <B> the type of a batch
 */
public final class Trainer<B> {
    private final TrainingSettings<B> settings;

    private Trainer(TrainingSettings<B> settings) {
        this.settings = settings;
    }

    /**
     * Begins to set up a trainer.
     *
     * @param context what to compute on
     * @param objective what to minimize
     * @param optimizer how to; its parameters must be the objective's, or some of them
     * @param batches the training data
     * @param key where all random choices of training come from: the tape of step n has {@code key.child(n)}
     */
    public static <B> Builder<B> builder(
            Context context, Objective<B> objective, Optimizer optimizer, BatchSource<B> batches, RandomKey key) {
        return new Builder<>(context, objective, optimizer, batches, key);
    }

    /** Sets up a {@link Trainer}. */
    public static final class Builder<B> {
        private final Context context;
        private final Objective<B> objective;
        private final Optimizer optimizer;
        private final BatchSource<B> batches;
        private final RandomKey key;
        private final List<TrainingListener> listeners = new ArrayList<>();
        private int epochs;
        private int accumulate = 1;
        private @Nullable Evaluator evaluator;
        private Every evaluateEvery = Every.epochs(1);
        private @Nullable EarlyStopping stopping;
        private @Nullable Checkpoints checkpoints;
        private @Nullable Duration timeLimit;
        private StopSignal signal = new StopSignal();
        private boolean anomaliesReported;

        private Builder(
                Context context, Objective<B> objective, Optimizer optimizer, BatchSource<B> batches, RandomKey key) {
            this.context = context;
            this.objective = objective;
            this.optimizer = optimizer;
            this.batches = batches;
            this.key = key;
        }

        /** The largest number of epochs, at least 1; must be set. */
        public Builder<B> epochs(int newEpochs) {
            Require.that(newEpochs >= 1, "Trainer", "the number of epochs", "at least 1", newEpochs);
            epochs = newEpochs;
            return this;
        }

        /**
         * Takes each step with the gradients of so many batches, as if they were one: 1 by default. The losses and
         * gradients are weighted by {@link Objective#items}, see {@link GradientAccumulator}; the last step of an epoch
         * takes what is left. All that counts steps counts these: schedules, evaluation, checkpoints, reports. The tape of
         * batch i of step n has {@code key.child(n).child(i)}.
         */
        public Builder<B> accumulate(int batchesPerStep) {
            Require.that(
                    batchesPerStep >= 1, "Trainer", "the number of batches of a step", "at least 1", batchesPerStep);
            accumulate = batchesPerStep;
            return this;
        }

        /** Evaluates after each epoch, unless {@link #evaluateEvery} says otherwise. */
        public Builder<B> evaluator(Evaluator newEvaluator) {
            evaluator = newEvaluator;
            return this;
        }

        /** How often to evaluate: after each epoch by default. The weights after the last epoch are always evaluated. */
        public Builder<B> evaluateEvery(Every newEvery) {
            evaluateEvery = newEvery;
            return this;
        }

        /** Stops early and puts the best weights back; needs an evaluator. */
        public Builder<B> earlyStopping(EarlyStopping newStopping) {
            stopping = newStopping;
            return this;
        }

        /**
         * Writes checkpoints into a folder, which belongs to this run: every so many steps or epochs, and whenever
         * training ends, except by an exception. With early stopping, a checkpoint of the best weights is kept besides.
         *
         * @param folder the folder; made when training begins
         * @param every how often
         * @param keep how many of the newest are kept, at least 1; with 2 or more, a damaged one costs one interval only
         */
        public Builder<B> checkpoints(Path folder, Every every, int keep) {
            checkpoints = new Checkpoints(folder, every, keep);
            return this;
        }

        /**
         * Ends training once this much time has passed since the call of {@link Trainer#run} or {@link Trainer#resume},
         * evaluation included: after the running step.
         */
        public Builder<B> timeLimit(Duration newTimeLimit) {
            Require.that(
                    !newTimeLimit.isNegative() && !newTimeLimit.isZero(),
                    "Trainer",
                    "the time limit",
                    "positive",
                    newTimeLimit);
            timeLimit = newTimeLimit;
            return this;
        }

        /** Ends training when this signal is given: after the running step. */
        public Builder<B> stopOn(StopSignal newSignal) {
            signal = newSignal;
            return this;
        }

        /**
         * Looks at every value and gradient of every step, as {@link Tape#reportAnomalies} does: the first one that is NaN
         * or infinite ends training with a {@link NonFiniteException}, whatever the {@link NonFinitePolicy}, that names
         * epoch, step, layer, operation, quantity, time step and sequence; its cause is an {@link AnomalyException}.
         * For finding out why training diverges; a step takes longer.
         */
        public Builder<B> reportAnomalies() {
            anomaliesReported = true;
            return this;
        }

        /** Adds a listener. */
        public Builder<B> listener(TrainingListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * The trainer.
         *
         * @throws IllegalArgumentException if the number of epochs is missing, if early stopping has no evaluator, or
         *     if the optimizer trains a parameter that the objective does not have
         */
        public Trainer<B> build() {
            Require.that(epochs >= 1, "Trainer", "the number of epochs", "set to at least 1", epochs);
            if (stopping != null && evaluator == null) {
                throw new IllegalArgumentException("Trainer: early stopping watches the figure " + stopping.figure()
                        + " of an evaluator," + " but there is none; set one with evaluator(...)");
            }
            requireOwnParameters();
            return new Trainer<>(new TrainingSettings<>(
                    context,
                    objective,
                    optimizer,
                    batches,
                    key,
                    epochs,
                    accumulate,
                    evaluator,
                    evaluateEvery,
                    stopping,
                    checkpoints,
                    timeLimit,
                    signal,
                    anomaliesReported,
                    List.copyOf(listeners)));
        }

        private void requireOwnParameters() {
            Parameters own = objective.parameters();
            optimizer.parameters().forEach((name, parameter) -> {
                if (!own.contains(parameter)) {
                    throw new IllegalArgumentException("Trainer: the optimizer trains " + name
                            + ", which is no parameter of the objective; start it with the objective's parameters()");
                }
            });
        }
    }

    /**
     * Trains from the start of the first epoch. May be called again to train on with the optimizer's state.
     *
     * @throws CheckpointException if the folder for checkpoints has some already
     */
    public TrainingResult run() {
        CheckpointFolder folder = openFolder();
        if (folder != null && !folder.files().isEmpty()) {
            throw new CheckpointException("Trainer.run: expected no checkpoints in " + folder.path() + ", but found "
                    + folder.files().get(0).getFileName() + "; call resume() to continue that run, or choose an empty"
                    + " folder to start another");
        }
        return new TrainingRun<>(settings, folder).run();
    }

    /**
     * Continues from the newest checkpoint that can be read, bit for bit as if training had never stopped; from the start
     * of the first epoch if there is none yet. A run that is already over is only reported again, with the best weights
     * put back. The number of epochs, patience, time limit and what is evaluated how often may differ from before.
     *
     * <p>A newer checkpoint that cannot be read is passed over: {@link TrainingResult#resumedFrom} and a warning in the
     * log name it.
     *
     * @throws IllegalStateException if no folder for checkpoints was given
     * @throws CheckpointException if there are checkpoints, but none can be read; or if the newest does not fit: other
     *     names or shapes of parameters, another rule, schedule, key, amount of data, watched figure, or a newer format
     */
    public TrainingResult resume() {
        CheckpointFolder folder = openFolder();
        if (folder == null) {
            throw new IllegalStateException(
                    "Trainer.resume: there is no folder for checkpoints; set one with checkpoints(...)");
        }
        TrainingRun<B> run = new TrainingRun<>(settings, folder);
        folder.newest().ifPresent(run::restore);
        return run.run();
    }

    private @Nullable CheckpointFolder openFolder() {
        Checkpoints checkpoints = settings.checkpoints();
        return checkpoints == null ? null : CheckpointFolder.open(checkpoints.folder(), checkpoints.keep());
    }
}
