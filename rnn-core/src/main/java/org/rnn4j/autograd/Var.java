package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.tensor.Tensor;

/**
 * A value on a {@link Tape}, made by an operation, a parameter or an input. It is valid until its tape is closed;
 * {@link #toTensor()} copies it out. Belongs to the thread that uses the tape.
 */
public final class Var {
    private final Tape tape;
    private final int number;
    private final int[] shape;
    private final int count;
    private final float[] values;
    private final boolean requiresGradient;

    Var(Tape tape, int number, int[] shape, float[] values, boolean requiresGradient) {
        this.tape = tape;
        this.number = number;
        this.shape = shape;
        this.count = Tensor.elementCount(shape);
        this.values = values;
        this.requiresGradient = requiresGradient;
    }

    /** The tape that this value lives on. */
    public Tape tape() {
        return tape;
    }

    int number() {
        return number;
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The size of an axis; negative axes count from the end. */
    public int size(int axis) {
        int positive = axis < 0 ? axis + shape.length : axis;
        if (positive < 0 || positive >= shape.length) {
            throw new IndexOutOfBoundsException("Var: axis " + axis + " of a value with shape " + Arrays.toString(shape));
        }
        return shape[positive];
    }

    /** The number of elements. */
    public int count() {
        return count;
    }

    /** Whether backward computes a gradient for this value. */
    public boolean requiresGradient() {
        return requiresGradient;
    }

    /**
     * The live values, row-major, at least {@link #count()} long (what lies behind is not part of the value). For
     * operations; only the operation that made the value may write.
     */
    public float[] values() {
        tape.requireOpen();
        return values;
    }

    /** A copy of the values as tensor. */
    public Tensor toTensor() {
        return Tensor.wrap(Arrays.copyOf(values(), count), shape);
    }

    /** The only value of a Var with one element. */
    public float item() {
        if (count != 1) {
            throw new IllegalStateException("Var.item: needs exactly one element, but the shape is " + Arrays.toString(shape));
        }
        return values()[0];
    }

    /** The shape. */
    @Override
    public String toString() {
        return "Var" + Arrays.toString(shape);
    }
}
