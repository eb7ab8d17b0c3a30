package org.rnn4j.optim;

import java.util.function.Consumer;
import java.util.function.Function;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentTrace;
import org.rnn4j.tensor.RandomKey;

/**
 * Looks into a recurrent stack during training: before it begins and after every so many epochs it takes the loss of one
 * fixed batch and reports the gates and the gradients of the stack ({@link RecurrentTrace}). Training is the same with it
 * as without it.
 */
public final class TraceListener implements TrainingListener {
    private final Context context;
    private final Recurrent stack;
    private final Function<Tape, Var> loss;
    private final RandomKey key;
    private final int everyEpochs;
    private final Consumer<TraceReport> reports;
    private boolean untrained;

    /**
     * A listener for one stack.
     *
     * @param context what to compute on
     * @param stack the stack, which runs once in the loss
     * @param loss the loss of the same batch each time, computed without the figures of the objective, such as {@code tape
     *     -> CrossEntropy.mean(model.forward(tape, batch.input()), batch.labels())}
     * @param key where dropout takes its masks from, the same each time
     * @param everyEpochs after how many epochs, at least 1
     * @param reports what is done with the reports; {@code report.TraceFiles} makes pictures of them
     */
    public TraceListener(
            Context context,
            Recurrent stack,
            Function<Tape, Var> loss,
            RandomKey key,
            int everyEpochs,
            Consumer<TraceReport> reports) {
        Require.that(everyEpochs >= 1, "TraceListener", "the number of epochs between", "at least 1", everyEpochs);
        this.context = context;
        this.stack = stack;
        this.loss = loss;
        this.key = key;
        this.everyEpochs = everyEpochs;
        this.reports = reports;
    }

    @Override
    public void started(TrainingPlan plan) {
        untrained = true;
    }

    /** What was seen before training stays as it is. */
    @Override
    public void resumed(Resumption resumption) {
        untrained = false;
    }

    @Override
    public void epochStarted(int epoch) {
        if (untrained) {
            report(0);
            untrained = false;
        }
    }

    @Override
    public void epochFinished(EpochReport report) {
        if (report.epoch() % everyEpochs == 0) {
            report(report.epoch());
        }
    }

    private void report(int epoch) {
        try (Tape tape = Tape.training(context, key)) {
            RecurrentTrace trace = RecurrentTrace.on(tape, stack);
            Gradients gradients = tape.gradients(loss.apply(tape));
            reports.accept(new TraceReport(epoch, trace.gates(), trace.gradients(gradients)));
        }
    }
}
