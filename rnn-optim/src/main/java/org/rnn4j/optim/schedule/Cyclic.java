package org.rnn4j.optim.schedule;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Rises and falls in straight lines again and again, as PyTorch's {@code CyclicLR}; the momentum, if there is one, does
 * the opposite. With c = floor(s / (up + down)) the number of the cycle from 0 and t = s - c * (up + down):
 *
 * <pre>
 * h = t / up while t is at most up, then (up + down - t) / down
 * a = 1 (triangular), 2^-c (triangular2), gamma^s (exp-range)
 * factor = low + (high - low) * h * a
 * momentum = highest - (highest - lowest) * h * a
 * </pre>
 *
 * <p>Source: Smith, Cyclical learning rates for training neural networks, 2017.
 *
 * @param low the factor at both ends of a cycle, at least 0
 * @param high the factor at the top of the first cycle, at least {@code low}
 * @param up the steps from the bottom to the top, at least 1
 * @param down the steps from the top to the bottom, at least 1
 * @param amplitude how high later cycles are
 * @param momentum the range of the momentum; null leaves the rule's own
 */
public record Cyclic(
        double low,
        double high,
        long up,
        long down,
        Amplitude amplitude,
        @Nullable MomentumRange momentum) implements Schedule {
    /** How high the cycles are: the share of the full height at each step. */
    public sealed interface Amplitude {
        /** The share in this cycle, from 0, at this step, from 0. */
        double share(long cycle, long step);
    }

    /** Every cycle has the full height. */
    public record Triangular() implements Amplitude {
        @Override
        public double share(long cycle, long step) {
            return 1;
        }
    }

    /** Every cycle has half the height of the one before. */
    public record Triangular2() implements Amplitude {
        @Override
        public double share(long cycle, long step) {
            return StrictMath.pow(2, -cycle);
        }
    }

    /**
     * The height shrinks with every step.
     *
     * @param gamma what each step multiplies the height by, in (0, 1]
     */
    public record ExpRange(double gamma) implements Amplitude {
        /** Checks the range. */
        public ExpRange {
            Require.shrinking("Cyclic.ExpRange", "gamma", gamma);
        }

        @Override
        public double share(long cycle, long step) {
            return StrictMath.pow(gamma, step);
        }
    }

    /** Checks the ranges. */
    public Cyclic {
        Require.notNegative("Cyclic", "the low factor", low);
        Require.that(
                high >= low && high < Double.POSITIVE_INFINITY,
                "Cyclic",
                "the high factor",
                "finite and at least the low one, " + low,
                high);
        Require.steps("Cyclic", "the number of steps up", up);
        Require.steps("Cyclic", "the number of steps down", down);
    }

    /** Cycles of equal height from {@code low} to 1 and back, in so many steps each way, without momentum. */
    public static Cyclic triangular(double low, long steps) {
        return new Cyclic(low, 1, steps, steps, new Triangular(), null);
    }

    /** The same, each cycle half as high as the one before. */
    public static Cyclic triangular2(double low, long steps) {
        return new Cyclic(low, 1, steps, steps, new Triangular2(), null);
    }

    /** The same, the height shrinking by {@code gamma} with every step. */
    public static Cyclic expRange(double low, long steps, double gamma) {
        return new Cyclic(low, 1, steps, steps, new ExpRange(gamma), null);
    }

    /** The same with so many steps down. */
    public Cyclic withStepsDown(long newDown) {
        return new Cyclic(low, high, up, newDown, amplitude, momentum);
    }

    /** The same with a momentum that falls while the rate rises: the highest where the rate is lowest. */
    public Cyclic withMomentum(double lowest, double highest) {
        return new Cyclic(low, high, up, down, amplitude, new MomentumRange(lowest, highest));
    }

    @Override
    public double factor(long step) {
        return low + (high - low) * height(step);
    }

    @Override
    public OptionalDouble momentum(long step) {
        return momentum == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(momentum.highest() - (momentum.highest() - momentum.lowest()) * height(step));
    }

    private double height(long step) {
        long place = step % (up + down);
        double height = place <= up ? (double) place / up : (double) (up + down - place) / down;
        return height * amplitude.share(step / (up + down), step);
    }
}
