package org.rnn4j.optim;

import java.util.function.Predicate;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.kernel.Reductions;

/**
 * A penalty on large weights that is added to the loss: its gradient is added to the gradients of a step. Place it
 * before clipping to have it clipped too.
 *
 * <pre>
 * value: l1 * sum|p| + l2 * sum p^2
 * g = fma(l1, sign(p), g) unless l1 is 0, then g = fma(2 * l2, p, g) unless l2 is 0
 * </pre>
 *
 * <p>L1 drives useless weights to 0, L2 keeps weights small, both together are the elastic net. Biases are exempt unless
 * {@link #on} says otherwise. Penalties on other groups of parameters stand side by side in a chain:
 *
 * <pre>{@code
 * Rule.chain(Penalty.l2(1e-4).on(NamePattern.RECURRENT), Penalty.l1(1e-5).on(NamePattern.INPUT), new Adam())
 * }</pre>
 *
 * <p>The loss itself does not include the value; {@link #value} gives it. A parameter without gradient in a step is not
 * penalized in it. Source of the elastic net: Zou and Hastie, Regularization and variable selection via the elastic net,
 * 2005.
 *
 * @param l1 what the sum of absolute values is multiplied by, finite and at least 0
 * @param l2 what the sum of squares is multiplied by, finite and at least 0
 * @param names which parameters are penalized, by name
 */
public record Penalty(double l1, double l2, Predicate<String> names) implements Rule {
    /** Checks the ranges. */
    public Penalty {
        Require.notNegative("Penalty", "the strength", l1);
        Require.notNegative("Penalty", "the strength", l2);
    }

    /** The sum of absolute values of all parameters but biases. */
    public static Penalty l1(double strength) {
        return elasticNet(strength, 0);
    }

    /** The sum of squares of all parameters but biases. */
    public static Penalty l2(double strength) {
        return elasticNet(0, strength);
    }

    /** Both sums of all parameters but biases. */
    public static Penalty elasticNet(double l1, double l2) {
        return new Penalty(l1, l2, Penalty::isNoBias);
    }

    /**
     * The same on the parameters whose names are accepted, such as those of a {@link NamePattern}; also on biases, if it
     * accepts them.
     */
    public Penalty on(Predicate<String> newNames) {
        return new Penalty(l1, l2, newNames);
    }

    /** Whether the last part of a parameter's name does not start with {@code bias}. */
    public static boolean isNoBias(String name) {
        return !name.startsWith("bias", name.lastIndexOf('.') + 1);
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void check(Parameters parameters) {
        if (parameters.asMap().keySet().stream().noneMatch(names)) {
            throw new IllegalArgumentException("Penalty: no parameter is penalized by " + this + "; the names are "
                    + parameters.asMap().keySet());
        }
    }

    @Override
    public void apply(Step step) {
        for (Slot slot : step.slots()) {
            if (!names.test(slot.name())) {
                continue;
            }
            slot.touchAllRows();
            float[] p = slot.parameter().values();
            float[] g = slot.gradient();
            if (l1 != 0) {
                addSign(p, g, slot.count(), (float) l1);
            }
            if (l2 != 0) {
                addValue(p, g, slot.count(), (float) (2 * l2));
            }
        }
    }

    private static void addSign(float[] p, float[] g, int count, float factor) {
        for (int i = 0; i < count; i++) {
            g[i] = Math.fma(factor, Math.signum(p[i]), g[i]);
        }
    }

    private static void addValue(float[] p, float[] g, int count, float factor) {
        for (int i = 0; i < count; i++) {
            g[i] = Math.fma(factor, p[i], g[i]);
        }
    }

    /** The penalty of these parameters as they are now; summed in double, in declared order. */
    public double value(Parameters parameters) {
        double[] sums = {0, 0};
        parameters.forEach((name, parameter) -> {
            if (names.test(name)) {
                sums[0] += l1 == 0 ? 0 : sumOfSizes(parameter);
                sums[1] += l2 == 0 ? 0 : Reductions.sumOfSquares(parameter.values(), 0, parameter.count());
            }
        });
        return l1 * sums[0] + l2 * sums[1];
    }

    private static double sumOfSizes(Parameter parameter) {
        return Reductions.sum(parameter.values(), 0, parameter.count(), Math::abs);
    }
}
