package org.rnn4j.optim.schedule;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * One rise to the rule's rate and one fall to almost nothing, as PyTorch's {@code OneCycleLR}; the momentum, if there is
 * one, does the opposite. With first = 1 / {@code division}, last = first / {@code finalDivision} and n = {@code steps}:
 *
 * <pre>
 * two phases:   first to 1 until step rise * n - 1, then to last until step n - 1
 * three phases: first to 1 until step rise * n - 1, back to first until step 2 * rise * n - 2, then to last
 * within a phase, with share x of its way:
 *   cosine: to + (from - to) * (1 + cos(pi * x)) / 2
 *   linear: from + (to - from) * x
 * </pre>
 *
 * <p>Ends of phases need not be whole steps. After step n - 1 it stays where it is. Source: Smith and Topin,
 * Super-convergence: very fast training of neural networks using large learning rates, 2018; the defaults are those of
 * fastai and PyTorch.
 *
 * @param steps the number of steps of the whole training, at least 1
 * @param rise the share of them that belongs to the rise, in (0, 1), or in (0, 0.5] with three phases; the rise must
 *     take longer than no time: {@code rise * steps} above 1
 * @param division by what the rate is divided at the start, above 0
 * @param finalDivision by what the first rate is divided at the end, above 0
 * @param threePhases whether the fall stops at the first rate and goes on from there
 * @param linear whether the ways are straight lines; else they are half waves of the cosine
 * @param momentum the range of the momentum; null leaves the rule's own
 */
public record OneCycle(
        long steps,
        double rise,
        double division,
        double finalDivision,
        boolean threePhases,
        boolean linear,
        @Nullable MomentumRange momentum)
        implements Schedule {
    /** The default share of the rise. */
    public static final double DEFAULT_RISE = 0.3;

    /** The default division at the start. */
    public static final double DEFAULT_DIVISION = 25;

    /** The default further division at the end. */
    public static final double DEFAULT_FINAL_DIVISION = 1e4;

    /** The default range of the momentum. */
    public static final MomentumRange DEFAULT_MOMENTUM = new MomentumRange(0.85, 0.95);

    /** Checks the ranges. */
    public OneCycle {
        Require.steps("OneCycle", "the number of steps", steps);
        Require.that(rise > 0 && rise < 1, "OneCycle", "the share of the rise", "above 0 and below 1", rise);
        Require.that(
                !threePhases || rise <= 0.5,
                "OneCycle",
                "the share of the rise with three phases",
                "at most 0.5",
                rise);
        Require.that(
                rise * steps > 1,
                "OneCycle",
                "the share of the rise times the number of steps, " + steps + ",",
                "above 1, so that there is time to rise",
                rise * steps);
        Require.positive("OneCycle", "the division", division);
        Require.positive("OneCycle", "the final division", finalDivision);
    }

    /** Two phases, half waves and the default momentum, over so many steps. */
    public OneCycle(long steps) {
        this(steps, DEFAULT_RISE, DEFAULT_DIVISION, DEFAULT_FINAL_DIVISION, false, false, DEFAULT_MOMENTUM);
    }

    /** The same with this share of the rise. */
    public OneCycle withRise(double newRise) {
        return new OneCycle(steps, newRise, division, finalDivision, threePhases, linear, momentum);
    }

    /** The same with these divisions. */
    public OneCycle withDivisions(double newDivision, double newFinalDivision) {
        return new OneCycle(steps, rise, newDivision, newFinalDivision, threePhases, linear, momentum);
    }

    /** The same in three phases. */
    public OneCycle withThreePhases() {
        return new OneCycle(steps, rise, division, finalDivision, true, linear, momentum);
    }

    /** The same in straight lines. */
    public OneCycle withLines() {
        return new OneCycle(steps, rise, division, finalDivision, threePhases, true, momentum);
    }

    /** The same with a momentum that falls while the rate rises. */
    public OneCycle withMomentum(double lowest, double highest) {
        MomentumRange range = new MomentumRange(lowest, highest);
        return new OneCycle(steps, rise, division, finalDivision, threePhases, linear, range);
    }

    /** The same with the rule's own momentum. */
    public OneCycle withoutMomentum() {
        return new OneCycle(steps, rise, division, finalDivision, threePhases, linear, null);
    }

    @Override
    public double factor(long step) {
        double first = 1 / division;
        double last = first / finalDivision;
        return threePhases ? at(step, first, 1, first, last) : at(step, first, 1, last, last);
    }

    @Override
    public OptionalDouble momentum(long step) {
        if (momentum == null) {
            return OptionalDouble.empty();
        }
        double highest = momentum.highest();
        return OptionalDouble.of(at(step, highest, momentum.lowest(), highest, highest));
    }

    /** The value on the way start - top - middle - end; with two phases it ends at the middle. */
    private double at(long step, double start, double top, double middle, double end) {
        double peak = rise * steps - 1;
        double turn = threePhases ? 2 * peak : steps - 1;
        if (step <= peak) {
            return way(start, top, step / peak);
        }
        if (step <= turn) {
            return way(top, middle, (step - peak) / (turn - peak));
        }
        double share = (step - turn) / (steps - 1 - turn);
        return share < 1 ? way(middle, end, share) : end;
    }

    private double way(double from, double to, double share) {
        return linear ? from + (to - from) * share : Wave.between(from, to, share);
    }
}
