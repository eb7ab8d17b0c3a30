package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/**
 * The training loop, with evaluation after each epoch, early stopping and listeners. It is this loop, which a program
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
 * <p>A loss, gradient or watched figure that is not finite ends training with a {@link NonFiniteException} that names
 * epoch and step. With early stopping the best weights are put back however training ends, also by an exception.
 *
 * @param <B> the type of a batch
 */
public final class Trainer<B> {
    private final Context context;
    private final Objective<B> objective;
    private final Optimizer optimizer;
    private final BatchSource<B> batches;
    private final RandomKey key;
    private final int epochs;
    private final @Nullable Evaluator evaluator;
    private final @Nullable EarlyStopping stopping;
    private final List<TrainingListener> listeners;

    private Trainer(Builder<B> builder) {
        context = builder.context;
        objective = builder.objective;
        optimizer = builder.optimizer;
        batches = builder.batches;
        key = builder.key;
        epochs = builder.epochs;
        evaluator = builder.evaluator;
        stopping = builder.stopping;
        listeners = List.copyOf(builder.listeners);
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
        private @Nullable Evaluator evaluator;
        private @Nullable EarlyStopping stopping;

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
            Hyper.require(newEpochs >= 1, "Trainer", "the number of epochs", "at least 1", newEpochs);
            epochs = newEpochs;
            return this;
        }

        /** Evaluates after each epoch. */
        public Builder<B> evaluator(Evaluator newEvaluator) {
            evaluator = newEvaluator;
            return this;
        }

        /** Stops early and puts the best weights back; needs an evaluator. */
        public Builder<B> earlyStopping(EarlyStopping newStopping) {
            stopping = newStopping;
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
            Hyper.require(epochs >= 1, "Trainer", "the number of epochs", "set to at least 1", epochs);
            if (stopping != null && evaluator == null) {
                throw new IllegalArgumentException("Trainer: early stopping watches the figure " + stopping.figure()
                        + " of an evaluator," + " but there is none; set one with evaluator(...)");
            }
            requireOwnParameters();
            return new Trainer<>(this);
        }

        private void requireOwnParameters() {
            Set<Parameter> own = Collections.newSetFromMap(new IdentityHashMap<>());
            own.addAll(objective.parameters().asMap().values());
            optimizer.parameters().forEach((name, parameter) -> {
                if (!own.contains(parameter)) {
                    throw new IllegalArgumentException("Trainer: the optimizer trains " + name
                            + ", which is no parameter of the objective; start it with the objective's parameters()");
                }
            });
        }
    }

    /** Trains from the start of the first epoch. May be called again to train on with the optimizer's state. */
    public TrainingResult run() {
        BestWeights best = stopping == null ? null : new BestWeights(stopping, objective.parameters());
        TrainingResult result;
        try {
            listeners.forEach(listener -> listener.started(plan()));
            result = epochs(best);
        } catch (RuntimeException | Error failure) {
            listeners.forEach(listener -> listener.failed(failure));
            throw failure;
        } finally {
            if (best != null) {
                best.restore();
            }
        }
        listeners.forEach(listener -> listener.finished(result));
        return result;
    }

    private TrainingPlan plan() {
        return new TrainingPlan(epochs, batches.batchesPerEpoch(), batches.examplesPerEpoch());
    }

    private TrainingResult epochs(@Nullable BestWeights best) {
        List<EpochReport> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            EpochReport report = epoch(epoch);
            history.add(report);
            if (best != null) {
                best.consider(epoch, report.validation());
            }
            listeners.forEach(listener -> listener.epochFinished(report));
            if (best != null && best.exhausted()) {
                break;
            }
        }
        boolean stoppedEarly = history.size() < epochs;
        return new TrainingResult(history, best == null ? history.size() : best.epoch(), stoppedEarly);
    }

    private EpochReport epoch(int epoch) {
        listeners.forEach(listener -> listener.epochStarted(epoch));
        EpochFigures figures = new EpochFigures();
        long start = System.nanoTime();
        objective.takeFigures();
        batches.restore(new BatchSource.Position(epoch - 1L, 0));
        while (batches.hasNext()) {
            StepReport report = step(epoch, figures.steps() + 1, batches.next());
            figures.add(report);
            listeners.forEach(listener -> listener.stepFinished(report));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (figures.steps() == 0) {
            throw new IllegalStateException(
                    "Trainer: epoch " + epoch + " has no batches; there is nothing to train on");
        }
        Map<String, Double> training = figures.training(objective.takeFigures());
        Map<String, Double> validation = evaluate(epoch);
        optimizer.observe(validation);
        return new EpochReport(epoch, optimizer.steps(), training, validation, figures.examples(), seconds);
    }

    private StepReport step(int epoch, long step, B batch) {
        try (Tape tape = Tape.training(context, key.child(optimizer.steps()))) {
            Var loss = objective.loss(tape, batch);
            if (!Float.isFinite(loss.item())) {
                throw new NonFiniteException("expected a finite loss, but it is " + loss.item()
                        + "; clip the gradients or lower the learning rate");
            }
            optimizer.step(tape.gradients(loss));
            return new StepReport(epoch, step, loss.item(), objective.examples(batch), optimizer.figures());
        } catch (NonFiniteException failure) {
            throw new NonFiniteException(
                    "Trainer: epoch " + epoch + ", step " + step + ": " + failure.getMessage(), failure);
        }
    }

    private Map<String, Double> evaluate(int epoch) {
        if (evaluator == null) {
            return Map.of();
        }
        listeners.forEach(listener -> listener.evaluationStarted(epoch));
        return new LinkedHashMap<>(evaluator.evaluate());
    }
}
