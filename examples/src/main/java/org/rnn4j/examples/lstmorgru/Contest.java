package org.rnn4j.examples.lstmorgru;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.examples.CellKind;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** Trains one cell on one task with one seed, by hand. The part of this example to read first. */
final class Contest<B> {
    private static final int LOOKS = 40;
    private static final int FEWEST_STEPS = 10;

    private final Context context;
    private final Comparison<B> task;

    Contest(Context context, Comparison<B> task) {
        this.context = context;
        this.task = task;
    }

    /**
     * What came of it.
     *
     * @param task the task
     * @param cell the cell
     * @param seed the seed
     * @param hidden the hidden units
     * @param parameters the number of parameters
     * @param score the score on the test data, with the weights that were best on the validation data
     * @param steps the training steps made
     * @param seconds the time they took
     * @param timeSteps the time steps of all sequences in them
     * @param looks the training steps after which the validation data were looked at
     * @param scores the scores there
     */
    record Result(
            Comparison<?> task,
            CellKind cell,
            long seed,
            int hidden,
            long parameters,
            double score,
            int steps,
            double seconds,
            long timeSteps,
            double[] looks,
            double[] scores) {
        double speed() {
            return timeSteps / seconds;
        }

        /** The lowest score on the validation data. */
        double validationScore() {
            return Arrays.stream(scores).min().orElseThrow();
        }

        boolean isSolved() {
            return validationScore() <= task.solved();
        }
    }

    Result run(CellKind cell, long seed) {
        RandomKey key = RandomKey.of(seed).child(task.name());
        int hidden = hidden(cell);
        Comparison.TaskModel<B> model = task.model(cell, hidden, key.child("model"));
        Optimizer optimizer = Rule.chain(ClipNorm.global(1), new Adam(task.learningRate(cell)))
                .start(model.parameters(), LinearRamp.toZero(task.steps()));
        BatchSource<B> batches = task.training(key.child("data"));
        RandomKey dropout = key.child("dropout");
        List<Double> looks = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        Map<String, Tensor> best = model.parameters().snapshot();
        double lowest = Double.POSITIVE_INFINITY;
        long timeSteps = 0;
        double seconds = 0;
        int every = Math.max(FEWEST_STEPS, task.steps() / LOOKS);
        int step = 0;
        while (step < task.steps() && lowest > task.solved()) {
            long start = System.nanoTime();
            for (int last = Math.min(task.steps(), step + every); step < last; step++) {
                B batch = next(batches);
                timeSteps += task.timeSteps(batch);
                try (Tape tape = Tape.training(context, dropout.child(step))) {
                    Var loss = model.loss(tape, batch);
                    optimizer.step(tape.gradients(loss));
                }
            }
            seconds += (System.nanoTime() - start) / 1e9;
            double score = score(model, task.validation());
            looks.add((double) step);
            scores.add(score);
            if (score < lowest) {
                lowest = score;
                best = model.parameters().snapshot();
            }
        }
        model.parameters().restore(best);
        return new Result(
                task,
                cell,
                seed,
                hidden,
                model.parameters().count(),
                score(model, task.test()),
                step,
                seconds,
                timeSteps,
                looks.stream().mapToDouble(Double::doubleValue).toArray(),
                scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The next batch, of the next epoch if this one is over. */
    private static <B> B next(BatchSource<B> batches) {
        if (!batches.hasNext()) {
            batches.restore(new BatchSource.Position(batches.position().epoch() + 1, 0));
        }
        return batches.next();
    }

    /** The most hidden units whose model stays within the task's number of parameters. */
    private int hidden(CellKind cell) {
        int hidden = 1;
        while (parameters(cell, hidden + 1) <= task.budget()) {
            hidden++;
        }
        return hidden;
    }

    private long parameters(CellKind cell, int hidden) {
        return task.model(cell, hidden, RandomKey.of(0)).parameters().count();
    }

    private double score(Comparison.TaskModel<B> model, BatchSource<B> source) {
        double sum = 0;
        double weights = 0;
        while (source.hasNext()) {
            B batch = source.next();
            try (Tape tape = Tape.inference(context)) {
                double weight = task.weight(batch);
                sum += weight * model.loss(tape, batch).item();
                weights += weight;
            }
        }
        return sum / weights;
    }
}
