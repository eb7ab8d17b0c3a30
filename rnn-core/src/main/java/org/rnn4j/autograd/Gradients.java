package org.rnn4j.autograd;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Tensor;

/**
 * The gradients of one loss: by parameter, and by any value on the tape. Valid until the tape is closed.
 *
 * <p>Arrays are lent by the tape and may be changed in place, for example by clipping.
 */
public final class Gradients {
    private final Tape tape;
    private final float[][] byVar;
    private final @Nullable BitSet[] rowsByVar;

    Gradients(Tape tape, int vars) {
        this.tape = tape;
        byVar = new float[vars][];
        rowsByVar = new BitSet[vars];
    }

    /** Whether anything was contributed to the gradient of this value. */
    public boolean has(Var var) {
        tape.requireOwn(var);
        return known(var) != null;
    }

    /**
     * The live gradient of a value, for operations: zeros at the first call. At least as long as the value.
     *
     * @throws IllegalArgumentException if the value requires no gradient; an operation asks {@link Var#requiresGradient}
     */
    public float[] of(Var var) {
        float[] gradient = lend(var);
        rowsByVar[var.number()] = null;
        return gradient;
    }

    /**
     * The live gradient of a value with at least one axis, as {@link #of(Var)} gives it, for an operation that adds to
     * these rows only, so that an update can leave the other rows alone.
     *
     * @param rows numbers along the first axis; handed over, and not to be changed afterwards
     */
    public float[] ofRows(Var var, BitSet rows) {
        boolean first = !has(var);
        float[] gradient = lend(var);
        if (first) {
            rowsByVar[var.number()] = rows;
        } else {
            BitSet known = rowsByVar[var.number()];
            if (known != null) {
                known.or(rows);
            }
        }
        return gradient;
    }

    private float[] lend(Var var) {
        tape.requireOwn(var);
        if (!var.requiresGradient()) {
            throw new IllegalArgumentException(
                    "Gradients: " + var + " requires no gradient: it is a constant, or depends"
                            + " on constants and frozen parameters only; ask requiresGradient() first");
        }
        if (var.number() >= byVar.length) {
            throw new IllegalArgumentException(
                    "Gradients: " + var + " was made after these gradients; ask the tape for new ones");
        }
        float[] gradient = byVar[var.number()];
        if (gradient == null) {
            gradient = tape.borrowZeros(var.count());
            byVar[var.number()] = gradient;
        }
        return gradient;
    }

    /**
     * The live gradient of a parameter, at least as long as its values, or null if the loss does not depend on it or it is
     * frozen.
     */
    public float @Nullable [] of(Parameter parameter) {
        tape.requireOpen();
        Var var = tape.findParameter(parameter);
        return var == null ? null : known(var);
    }

    /**
     * The rows of a parameter outside of which its gradient is 0, if all operations that contributed to it told their
     * rows; otherwise null. Live; not to be changed.
     */
    public @Nullable BitSet rowsOf(Parameter parameter) {
        tape.requireOpen();
        Var var = tape.findParameter(parameter);
        return var == null ? null : rowsByVar[var.number()];
    }

    /** A copy of the gradient of a parameter; zeros if the loss does not depend on it or it is frozen. */
    public Tensor tensor(Parameter parameter) {
        float[] gradient = of(parameter);
        return gradient == null
                ? Tensor.zeros(parameter.shape())
                : Tensor.wrap(Arrays.copyOf(gradient, parameter.count()), parameter.shape());
    }

    /** A copy of the gradient of a value; zeros if the loss does not depend on it. */
    public Tensor tensor(Var var) {
        tape.requireOwn(var);
        float[] gradient = known(var);
        return gradient == null
                ? Tensor.zeros(var.shape())
                : Tensor.wrap(Arrays.copyOf(gradient, var.count()), var.shape());
    }

    /** The gradient of a value, or null if nothing was contributed or the value came later. */
    float @Nullable [] known(Var var) {
        return var.number() < byVar.length ? byVar[var.number()] : null;
    }
}
