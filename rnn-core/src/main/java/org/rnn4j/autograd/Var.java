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
            throw new IndexOutOfBoundsException(
                    "Var: axis " + axis + " of a value with shape " + Arrays.toString(shape));
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
            throw new IllegalStateException(
                    "Var.item: needs exactly one element, but the shape is " + Arrays.toString(shape));
        }
        return values()[0];
    }

    /**
     * The sum of both, element by element; as in NumPy, sizes of 1 and missing leading axes of either are repeated.
     *
     * @throws IllegalArgumentException if the shapes do not fit each other
     */
    public Var plus(Var other) {
        return Arithmetic.plus(this, other);
    }

    /** The sum with a number. */
    public Var plus(float number) {
        return Arithmetic.plus(this, number);
    }

    /** The difference {@code this - other}; see {@link #plus(Var)} for shapes. */
    public Var minus(Var other) {
        return Arithmetic.minus(this, other);
    }

    /** The difference {@code this - number}. */
    public Var minus(float number) {
        return Arithmetic.plus(this, -number);
    }

    /** The product, element by element; see {@link #plus(Var)} for shapes. */
    public Var times(Var other) {
        return Arithmetic.times(this, other);
    }

    /** The product with a number. */
    public Var times(float number) {
        return Arithmetic.times(this, number);
    }

    /** The quotient {@code this / other}, element by element; see {@link #plus(Var)} for shapes. */
    public Var dividedBy(Var other) {
        return Arithmetic.dividedBy(this, other);
    }

    /** The quotient {@code this / number}. */
    public Var dividedBy(float number) {
        return Arithmetic.dividedBy(this, number);
    }

    /** {@code -x}. */
    public Var negate() {
        return Elementary.negate(this);
    }

    /** {@code x * x}. */
    public Var square() {
        return Elementary.square(this);
    }

    /** The square root; NaN below 0, and an infinite slope at 0. */
    public Var sqrt() {
        return Elementary.sqrt(this);
    }

    /** {@code e^x}; see {@link org.rnn4j.kernel.ScalarMath#exp}. */
    public Var exp() {
        return Elementary.exp(this);
    }

    /** The natural logarithm; minus infinity at 0, NaN below. */
    public Var log() {
        return Elementary.log(this);
    }

    /** The absolute value; its slope at 0 is taken as 0. */
    public Var abs() {
        return Elementary.abs(this);
    }

    /**
     * The matrix product {@code [.., K] x [K, N] -> [.., N]}; each element is one chain of fused multiply-adds from +0.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Var matmul(Var right) {
        return MatrixProduct.matmul(this, right);
    }

    /** Elements {@code from} to {@code to - 1} along an axis; negative axes count from the end. */
    public Var slice(int axis, int from, int to) {
        return Shaping.slice(this, axis, from, to);
    }

    /** Values one after the other along an axis; all other sizes must be equal. */
    public static Var concat(int axis, Var... parts) {
        return Shaping.concat(axis, parts.clone());
    }

    /** The same elements in the same order under another shape. */
    public Var reshape(int... newShape) {
        return Shaping.reshape(this, newShape);
    }

    /** The transpose of a matrix. */
    public Var transpose() {
        if (shape.length != 2) {
            throw new IllegalArgumentException("Var.transpose: needs rank 2, but the shape is " + Arrays.toString(shape)
                    + "; name the two axes to swap");
        }
        return Shaping.transpose(this, 0, 1);
    }

    /** Two axes swapped; negative axes count from the end. */
    public Var transpose(int axis1, int axis2) {
        return Shaping.transpose(this, axis1, axis2);
    }

    /** The sum of all elements, shape {@code []}; added in double. */
    public Var sum() {
        return Aggregation.sum(this);
    }

    /** The sum along an axis, which disappears. */
    public Var sum(int axis) {
        return Aggregation.sum(this, axis);
    }

    /** The mean of all elements, shape {@code []}; added in double. An error if there are none. */
    public Var mean() {
        return Aggregation.mean(this);
    }

    /** The mean along an axis, which disappears. An error if its size is 0. */
    public Var mean(int axis) {
        return Aggregation.mean(this, axis);
    }

    /** The largest along an axis, which disappears; the gradient goes to the first of several. An error if its size is 0. */
    public Var max(int axis) {
        return Aggregation.max(this, axis);
    }

    /** {@code x > 0 ? x : 0}. */
    public Var relu() {
        return Activations.relu(this);
    }

    /** {@code x > 0 ? x : slope * x}. */
    public Var leakyRelu(float slope) {
        return Activations.leakyRelu(this, slope);
    }

    /** {@code x > 0 ? x : alpha * (e^x - 1)} (Clevert, Unterthiner and Hochreiter 2016). */
    public Var elu(float alpha) {
        return Activations.elu(this, alpha);
    }

    /** {@code x * P(x)} with P the standard normal distribution function, not its tanh form (Hendrycks and Gimpel 2016). */
    public Var gelu() {
        return Activations.gelu(this);
    }

    /** {@code x * sigmoid(x)}, also called swish. */
    public Var silu() {
        return Activations.silu(this);
    }

    /** {@code log(1 + e^x)}. */
    public Var softplus() {
        return Activations.softplus(this);
    }

    /** The hyperbolic tangent; see {@link org.rnn4j.kernel.ScalarMath#tanh}. */
    public Var tanh() {
        return Activations.tanh(this);
    }

    /** {@code 1 / (1 + e^-x)}; see {@link org.rnn4j.kernel.ScalarMath#sigmoid}. */
    public Var sigmoid() {
        return Activations.sigmoid(this);
    }

    /** {@code (x + 3) / 6}, cut to the range from 0 to 1. */
    public Var hardSigmoid() {
        return Activations.hardSigmoid(this);
    }

    /** x cut to the range from -1 to 1. */
    public Var hardTanh() {
        return Activations.hardTanh(this);
    }

    /** {@code x / (1 + |x|)}. */
    public Var softSign() {
        return Activations.softSign(this);
    }

    /** {@code e^x / sum of e^x} over the last axis. */
    public Var softmax() {
        return Softmax.softmax(this);
    }

    /** The logarithm of {@link #softmax}, computed without it, so that it is exact far out. */
    public Var logSoftmax() {
        return Softmax.logSoftmax(this);
    }

    /** One element of each row of the last axis, which disappears: {@code y[r] = x[r, index[r]]}. */
    public Var gather(int... index) {
        return Gathering.gather(this, index);
    }

    /** Rows of axis 0 by number, in any order and any number of times. */
    public Var selectRows(int... rows) {
        return Gathering.selectRows(this, rows);
    }

    /** {@code value} where the mask is true, this elsewhere; the mask has one entry per element, row-major. */
    public Var maskedFill(boolean[] mask, float value) {
        return Masking.maskedFill(this, mask, value);
    }

    /** This where the mask is true, the other elsewhere; the mask has one entry per element, row-major. */
    public Var where(boolean[] mask, Var other) {
        return Masking.where(mask, this, other);
    }

    /** The sum of the elements where the mask is true, shape {@code []}; added in double. */
    public Var maskedSum(boolean[] mask) {
        return Masking.maskedSum(this, mask);
    }

    /** The mean of the elements where the mask is true, shape {@code []}; added in double. An error if there are none. */
    public Var maskedMean(boolean[] mask) {
        return Masking.maskedMean(this, mask);
    }

    /** The shape. */
    @Override
    public String toString() {
        return "Var" + Arrays.toString(shape);
    }
}
