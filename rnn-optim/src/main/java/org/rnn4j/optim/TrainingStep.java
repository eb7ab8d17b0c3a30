package org.rnn4j.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.autograd.AnomalyException;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** Takes the steps of a training run: with the gradients of one batch, or of several together. */
final class TrainingStep<B> {
    private final TrainingSettings<B> settings;
    private final Optimizer optimizer;
    private final Objective<B> objective;
    private final GradientAccumulator sums;

    /**
     * What a step came to.
     *
     * @param report the report
     * @param gradients copies of the gradients as the losses gave them, by parameter; empty if they were not asked for,
     *     or if the step was left out
     */
    record Taken(StepReport report, Map<String, Tensor> gradients) {}

    TrainingStep(TrainingSettings<B> settings) {
        this.settings = settings;
        optimizer = settings.optimizer();
        objective = settings.objective();
        sums = new GradientAccumulator(optimizer.parameters());
    }

    /** Takes a step with the next batch, or with as many as the settings say and the epoch still has. */
    Taken take(int epoch, long number, boolean watched) {
        try {
            return settings.accumulate() == 1 ? single(epoch, number, watched) : several(epoch, number, watched);
        } catch (NonFiniteException | AnomalyException failure) {
            throw new NonFiniteException(
                    "Trainer: epoch " + epoch + ", step " + number + ": " + failure.getMessage(), failure);
        }
    }

    private Tape tape(RandomKey key) {
        Tape tape = Tape.training(settings.context(), key).trainOnly(optimizer.trained());
        return settings.anomaliesReported() ? tape.reportAnomalies(objective.parameters()) : tape;
    }

    private Taken single(int epoch, long number, boolean watched) {
        B batch = settings.batches().next();
        try (Tape tape = tape(settings.key().child(optimizer.steps()))) {
            Var loss = objective.loss(tape, batch);
            Map<String, Tensor> copies = Map.of();
            if (Float.isFinite(loss.item())) {
                Gradients gradients = tape.gradients(loss);
                copies = watched ? copies(StepGradients.of(gradients)) : copies;
                copies = isTaken(() -> optimizer.step(gradients)) ? copies : Map.of();
            } else {
                leaveOut(loss.item());
            }
            return taken(epoch, number, loss.item(), items(batch), objective.examples(batch), copies);
        }
    }

    private Taken several(int epoch, long number, boolean watched) {
        RandomKey key = settings.key().child(optimizer.steps());
        Mean loss = new Mean();
        long examples = 0;
        sums.clear();
        for (int part = 0; part < settings.accumulate() && settings.batches().hasNext(); part++) {
            B batch = settings.batches().next();
            try (Tape tape = tape(key.child(part))) {
                add(tape, batch, loss);
            }
            examples += objective.examples(batch);
        }
        Map<String, Tensor> copies = Map.of();
        if (Double.isFinite(loss.value())) {
            copies = watched ? copies(sums.mean()) : copies;
            copies = isTaken(() -> optimizer.step(sums)) ? copies : Map.of();
        } else {
            leaveOut(loss.value());
        }
        return taken(epoch, number, loss.value(), (long) loss.weight(), examples, copies);
    }

    /** Adds a batch; after a loss that is not finite no gradients, for the step is not taken then. */
    private void add(Tape tape, B batch, Mean loss) {
        long items = items(batch);
        Var value = objective.loss(tape, batch);
        loss.add(value.item(), items);
        if (Double.isFinite(loss.value())) {
            sums.add(tape.gradients(value), items);
        }
    }

    private long items(B batch) {
        long items = objective.items(batch);
        Require.that(items >= 1, "Trainer", "the number of items of a batch", "at least 1", items);
        return items;
    }

    private boolean isTaken(Runnable step) {
        long skipped = optimizer.skipped();
        step.run();
        return optimizer.skipped() == skipped && !optimizer.isStopped();
    }

    private void leaveOut(double loss) {
        if (!optimizer.leaveOut()) {
            throw new NonFiniteException(
                    "expected a finite loss, but it is " + loss + "; clip the gradients or lower the learning rate");
        }
    }

    private Map<String, Tensor> copies(StepGradients gradients) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        optimizer.parameters().forEach((name, parameter) -> {
            float[] gradient = gradients.of(parameter);
            if (gradient != null) {
                copies.put(name, Tensor.wrap(Arrays.copyOf(gradient, parameter.count()), parameter.shape()));
            }
        });
        return copies;
    }

    private Taken taken(int epoch, long number, double loss, long items, long examples, Map<String, Tensor> gradients) {
        return new Taken(new StepReport(epoch, number, loss, items, examples, optimizer.figures()), gradients);
    }
}
