package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * Looks for a good learning rate: trains for a few steps while the rate grows from almost nothing to far too much, and
 * watches the loss. Afterwards the weights, the position in the data and what the objective remembers are what they
 * were, bit for bit, however it ends; it trains with an optimizer of its own, so the state of others is not touched.
 *
 * <pre>{@code
 * LrSweep sweep = new LrFinder().run(context, task, Adam::new, batches, key.child("finder"));
 * Optimizer optimizer = new Adam(sweep.suggestion().orElseThrow().rate()).start(model.parameters());
 * }</pre>
 *
 * <p>In step i of n the rate is lowest * (highest / lowest)^(i / (n - 1)). The smoothed loss is the mean of all losses
 * so far with exponentially falling weights, corrected for its beginning:
 *
 * <pre>
 * m = smoothing * m + (1 - smoothing) * loss
 * smoothed = m / (1 - smoothing^(i + 1))
 * </pre>
 *
 * <p>The sweep ends early when the smoothed loss is above best + (divergence - 1) * |best|, where best is the lowest so
 * far, or when the loss or a gradient is no longer finite. Sources: Smith, Cyclical learning rates for training neural
 * networks, 2017; fastai's learning rate finder for the smoothing, the end and the range of rates. Its 100 steps with a
 * smoothing of 0.98 average over half of the sweep, so that the curve follows late: the defaults here are finer.
 *
 * @param lowest the rate of the first step, above 0
 * @param highest the rate of the last step, above {@code lowest}
 * @param steps how many steps there are at most, at least 10
 * @param smoothing how slowly the smoothed loss moves, in [0, 1)
 * @param divergence how many times the best smoothed loss is too much, above 1; infinity never stops
 */
public record LrFinder(double lowest, double highest, int steps, double smoothing, double divergence) {
    /** The default for the rate of the first step. */
    public static final double DEFAULT_LOWEST = 1e-7;

    /** The default for the rate of the last step. */
    public static final double DEFAULT_HIGHEST = 10;

    /** The default for the number of steps. */
    public static final int DEFAULT_STEPS = 200;

    /** The default for the smoothing: a mean over about 20 steps, a tenth of the sweep. */
    public static final double DEFAULT_SMOOTHING = 0.95;

    /** The default for what is too much. */
    public static final double DEFAULT_DIVERGENCE = 4;

    private static final int FEWEST_STEPS = 10;

    /** Checks the ranges. */
    public LrFinder {
        Require.positive("LrFinder", "the lowest rate", lowest);
        Require.that(
                highest > lowest && highest < Double.POSITIVE_INFINITY,
                "LrFinder",
                "the highest rate",
                "finite and above the lowest, " + lowest,
                highest);
        Require.that(steps >= FEWEST_STEPS, "LrFinder", "the number of steps", "at least " + FEWEST_STEPS, steps);
        Require.fraction("LrFinder", "the smoothing", smoothing);
        Require.that(divergence > 1, "LrFinder", "the divergence", "above 1", divergence);
    }

    /** A finder with the defaults. */
    public LrFinder() {
        this(DEFAULT_LOWEST, DEFAULT_HIGHEST, DEFAULT_STEPS, DEFAULT_SMOOTHING, DEFAULT_DIVERGENCE);
    }

    /** The same between these rates. */
    public LrFinder withRates(double newLowest, double newHighest) {
        return new LrFinder(newLowest, newHighest, steps, smoothing, divergence);
    }

    /** The same with so many steps. */
    public LrFinder withSteps(int newSteps) {
        return new LrFinder(lowest, highest, newSteps, smoothing, divergence);
    }

    /** The same with this smoothing. */
    public LrFinder withSmoothing(double newSmoothing) {
        return new LrFinder(lowest, highest, steps, newSmoothing, divergence);
    }

    /** The same stopping at so many times the best smoothed loss. */
    public LrFinder withDivergence(double newDivergence) {
        return new LrFinder(lowest, highest, steps, smoothing, newDivergence);
    }

    /**
     * Sweeps over the data, from its beginning, as often as it takes.
     *
     * @param context what to compute on
     * @param objective what is minimized
     * @param rule the rule of training for a given rate, such as {@code Adam::new} or {@code rate ->
     *     Rule.chain(ClipNorm.global(1), new Adam(rate))}
     * @param batches the training data
     * @param key where all random choices come from: the tape of step i has {@code key.child(i)}
     * @throws IllegalArgumentException if the rule is the same for any rate
     * @throws IllegalStateException if there are no batches
     * @throws NonFiniteException if the loss or a gradient is not finite in the first step
     * @throws RuntimeException whatever else the objective throws, after everything was put back
     */
    public <B> LrSweep run(
            Context context, Objective<B> objective, DoubleFunction<Rule> rule, BatchSource<B> batches, RandomKey key) {
        Rule unit = rule.apply(1);
        if (unit.equals(rule.apply(2))) {
            throw new IllegalArgumentException("LrFinder: expected a rule that depends on the rate it is given, but it"
                    + " is the same for 1 and 2: " + unit);
        }
        Parameters parameters = objective.parameters();
        Map<String, Tensor> weights = parameters.snapshot();
        BatchSource.Position position = batches.position();
        Map<String, StoredTensor> remembered = objective.state();
        try {
            return new Sweep<>(context, objective, unit.start(parameters, this::rate), batches, key).run();
        } finally {
            parameters.restore(weights);
            batches.restore(position);
            objective.takeFigures();
            objective.restore(remembered);
        }
    }

    /** The rate of a step, which is the factor of a rule whose own rate is 1. */
    private double rate(long step) {
        return lowest * StrictMath.pow(highest / lowest, (double) step / (steps - 1));
    }

    /** The steps of one run. */
    private final class Sweep<B> {
        private final Context context;
        private final Objective<B> objective;
        private final Optimizer optimizer;
        private final BatchSource<B> batches;
        private final RandomKey key;
        private final List<LrSweep.Point> points = new ArrayList<>();
        private double moving;
        private double best = Double.POSITIVE_INFINITY;

        Sweep(Context context, Objective<B> objective, Optimizer optimizer, BatchSource<B> batches, RandomKey key) {
            this.context = context;
            this.objective = objective;
            this.optimizer = optimizer;
            this.batches = batches;
            this.key = key;
        }

        LrSweep run() {
            batches.restore(BatchSource.Position.START);
            LrSweep.@Nullable Ending ending = null;
            while (ending == null) {
                ending = points.size() == steps ? LrSweep.Ending.COMPLETE : step(nextBatch());
            }
            return new LrSweep(points, ending);
        }

        private B nextBatch() {
            if (!batches.hasNext()) {
                batches.restore(new BatchSource.Position(batches.position().epoch() + 1, 0));
            }
            if (!batches.hasNext()) {
                throw new IllegalStateException("LrFinder: the data has no batches; there is nothing to train on");
            }
            return batches.next();
        }

        /** Takes one step; tells how the sweep ends, if it does. */
        private LrSweep.@Nullable Ending step(B batch) {
            int number = points.size();
            try (Tape tape = Tape.training(context, key.child(number)).trainOnly(optimizer.trained())) {
                Var loss = objective.loss(tape, batch);
                if (!Float.isFinite(loss.item())) {
                    throw new NonFiniteException(
                            "LrFinder: expected a finite loss, but it is " + loss.item() + " in step " + number);
                }
                record(loss.item());
                if (isTooMuch()) {
                    return LrSweep.Ending.DIVERGED;
                }
                optimizer.step(tape.gradients(loss));
                return null;
            } catch (NonFiniteException failure) {
                if (number == 0) { // nothing was trained yet, so no rate is to blame
                    throw failure;
                }
                return LrSweep.Ending.NOT_FINITE;
            }
        }

        private void record(double loss) {
            int number = points.size();
            moving = smoothing * moving + (1 - smoothing) * loss;
            double smoothed = moving / (1 - StrictMath.pow(smoothing, number + 1));
            points.add(new LrSweep.Point(number, rate(number), loss, smoothed));
            best = Math.min(best, smoothed);
        }

        private boolean isTooMuch() {
            double last = points.get(points.size() - 1).smoothed();
            return last > best + (divergence - 1) * Math.abs(best);
        }
    }
}
