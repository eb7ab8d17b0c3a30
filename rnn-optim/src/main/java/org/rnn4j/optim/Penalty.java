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
 * L1: value strength * sum|p|,  g = fma(strength, sign(p), g)
 * L2: value strength * sum p^2, g = fma(2 * strength, p, g)
 * </pre>
 *
 * <p>Biases are exempt unless {@link #on} says otherwise. The loss itself does not include the value; {@link #value}
 * gives it.
 *
 * @param kind the function of a weight
 * @param strength what the sum is multiplied by, finite and at least 0
 * @param names which parameters are penalized, by name
 */
public record Penalty(Kind kind, double strength, Predicate<String> names) implements Rule {
    /** The function of a weight that is summed. */
    public enum Kind {
        /** The absolute value; drives useless weights to 0. */
        L1,
        /** The square; keeps weights small. */
        L2
    }

    /** Checks the range. */
    public Penalty {
        Hyper.requireNotNegative("Penalty", "the strength", strength);
    }

    /** The sum of absolute values of all parameters but biases. */
    public static Penalty l1(double strength) {
        return new Penalty(Kind.L1, strength, Penalty::isNoBias);
    }

    /** The sum of squares of all parameters but biases. */
    public static Penalty l2(double strength) {
        return new Penalty(Kind.L2, strength, Penalty::isNoBias);
    }

    /** The same on the parameters whose names are accepted, such as {@code name -> name.contains("weight_hh")}. */
    public Penalty on(Predicate<String> newNames) {
        return new Penalty(kind, strength, newNames);
    }

    /** Whether the last part of a parameter's name does not start with {@code bias}. */
    public static boolean isNoBias(String name) {
        return !name.startsWith("bias", name.lastIndexOf('.') + 1);
    }

    @Override
    public void apply(Step step) {
        for (Slot slot : step.slots()) {
            if (!names.test(slot.name())) {
                continue;
            }
            float[] p = slot.parameter().values();
            float[] g = slot.gradient();
            if (kind == Kind.L1) {
                addSign(p, g, slot.count(), (float) strength);
            } else {
                addValue(p, g, slot.count(), (float) (2 * strength));
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
        double[] sum = {0};
        parameters.forEach((name, parameter) -> {
            if (names.test(name)) {
                sum[0] += sum(parameter);
            }
        });
        return strength * sum[0];
    }

    private double sum(Parameter parameter) {
        float[] values = parameter.values();
        return kind == Kind.L1
                ? Reductions.sum(values, 0, parameter.count(), Math::abs)
                : Reductions.sumOfSquares(values, 0, parameter.count());
    }
}
