package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.kernel.Reductions;

/** Operations that choose elements by a mask with one entry per element, row-major. */
final class Masking {
    private Masking() {}

    static Var maskedFill(Var input, boolean[] mask, float value) {
        requireFit("maskedFill", input, mask);
        boolean[] kept = mask.clone();
        Var output = input.tape().result(input.shape(), input);
        float[] x = input.values();
        float[] y = output.values();
        for (int i = 0; i < kept.length; i++) {
            y[i] = kept[i] ? value : x[i];
        }
        Backward backward = gradients -> addWhere(false, kept, gradients.of(output), gradients.of(input));
        return Float.isFinite(value)
                ? input.tape().record(output, backward)
                : input.tape().recordUnwatched(output, backward);
    }

    static Var where(boolean[] mask, Var chosen, Var other) {
        requireFit("where", chosen, mask);
        if (!Arrays.equals(chosen.shape(), other.shape())) {
            throw new IllegalArgumentException("Var.where: expected two values of one shape, but got "
                    + Arrays.toString(chosen.shape()) + " and " + Arrays.toString(other.shape()));
        }
        boolean[] kept = mask.clone();
        Var output = chosen.tape().result(chosen.shape(), chosen, other);
        float[] x = chosen.values();
        float[] y = other.values();
        float[] z = output.values();
        for (int i = 0; i < kept.length; i++) {
            z[i] = kept[i] ? x[i] : y[i];
        }
        return chosen.tape().record(output, gradients -> {
            float[] dz = gradients.of(output);
            if (chosen.requiresGradient()) {
                addWhere(true, kept, dz, gradients.of(chosen));
            }
            if (other.requiresGradient()) {
                addWhere(false, kept, dz, gradients.of(other));
            }
        });
    }

    private static void addWhere(boolean wanted, boolean[] mask, float[] from, float[] to) {
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == wanted) {
                to[i] += from[i];
            }
        }
    }

    static Var maskedSum(Var input, boolean[] mask) {
        requireFit("maskedSum", input, mask);
        return scaledSum(input, mask.clone(), 1);
    }

    static Var maskedMean(Var input, boolean[] mask) {
        requireFit("maskedMean", input, mask);
        int count = 0;
        for (boolean entry : mask) {
            count += entry ? 1 : 0;
        }
        if (count == 0) {
            throw new IllegalArgumentException("Var.maskedMean: the mask leaves none of the " + mask.length
                    + " elements, and a mean over nothing is not defined");
        }
        return scaledSum(input, mask.clone(), count);
    }

    /** The chosen elements close ranks before they are added, so that those left out never matter. */
    private static Var scaledSum(Var input, boolean[] mask, int divisor) {
        Var output = input.tape().result(new int[0], input);
        float[] chosen = input.tape().borrow(mask.length);
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                chosen[count++] = input.values()[i];
            }
        }
        output.values()[0] = (float) (Reductions.sum(chosen, 0, count, x -> x) / divisor);
        return input.tape().record(output, gradients -> {
            float share = gradients.of(output)[0] / divisor;
            float[] dInput = gradients.of(input);
            for (int i = 0; i < mask.length; i++) {
                if (mask[i]) {
                    dInput[i] += share;
                }
            }
        });
    }

    private static void requireFit(String operation, Var input, boolean[] mask) {
        if (mask.length != input.count()) {
            throw new IllegalArgumentException("Var." + operation + ": expected a mask with one entry for each of the "
                    + input.count() + " elements of the shape " + Arrays.toString(input.shape()) + ", but got "
                    + mask.length);
        }
    }
}
