package org.rnn4j.tensor;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * A dense array of 32-bit floats with a fixed shape, stored row-major: the last axis is contiguous.
 *
 * <p>The shape never changes; the values may be written through {@link #values()}. A tensor is not synchronized: share
 * it between threads only while nobody writes. Rank 0 (one value) and sizes of 0 are legal.
 */
public final class Tensor {
    /** The longest array that every JVM can allocate. */
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private final int[] shape;
    private final float[] values;

    private Tensor(float[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /** A tensor of zeros with the given shape. */
    public static Tensor zeros(int... shape) {
        int count = elementCount(shape);
        return new Tensor(new float[count], shape.clone());
    }

    /** A tensor with a copy of {@code values}, row-major; their number must be the product of the shape's sizes. */
    public static Tensor of(float[] values, int... shape) {
        return wrap(values.clone(), shape);
    }

    /** A tensor that uses {@code values} itself, without a copy: later writes to the array are seen by the tensor. */
    public static Tensor wrap(float[] values, int... shape) {
        int count = elementCount(shape);
        if (values.length != count) {
            throw new IllegalArgumentException("Tensor: shape " + Arrays.toString(shape) + " has " + count
                    + " elements, but " + values.length + " values were given");
        }
        return new Tensor(values, shape.clone());
    }

    /** A vector of rank 1. */
    public static Tensor vector(float... values) {
        return of(values, values.length);
    }

    /** A matrix {@code [rows, columns]} copied from an array of rows, which must all have the same length. */
    public static Tensor matrix(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Tensor matrix = zeros(rows.length, columns);
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException("Tensor.matrix: row 0 has " + columns + " columns, but row " + r
                        + " has " + rows[r].length + "; all rows must be equally long");
            }
            System.arraycopy(rows[r], 0, matrix.values, r * columns, columns);
        }
        return matrix;
    }

    /** A matrix {@code [rows, columns]} copied from EJML. */
    public static Tensor of(FMatrixRMaj matrix) {
        int count = elementCount(matrix.numRows, matrix.numCols);
        return new Tensor(Arrays.copyOf(matrix.data, count), new int[] {matrix.numRows, matrix.numCols});
    }

    /** The product of the sizes; refuses negative sizes and more elements than a Java array can hold. */
    public static int elementCount(int... shape) {
        long count = 1;
        boolean empty = false;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "Tensor: sizes must be at least 0, but the shape is " + Arrays.toString(shape));
            }
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        for (int size : shape) {
            count *= size; // below 2^31 * 2^31: checked before the next factor
            if (count > MAX_ARRAY_LENGTH) {
                throw new IllegalArgumentException("Tensor: shape " + Arrays.toString(shape)
                        + " has more elements than a Java array can hold (" + MAX_ARRAY_LENGTH
                        + "); make it smaller: fewer units, a smaller batch, shorter sequences");
            }
        }
        return (int) count;
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The size of an axis, counted from 0; negative axes count from the end, so {@code -1} is the last. */
    public int size(int axis) {
        int positive = axis < 0 ? axis + shape.length : axis;
        if (positive < 0 || positive >= shape.length) {
            throw new IndexOutOfBoundsException(
                    "Tensor: axis " + axis + " of a tensor with shape " + Arrays.toString(shape));
        }
        return shape[positive];
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of elements. */
    public int count() {
        return values.length;
    }

    /** The live values, row-major: writes to this array change the tensor. */
    public float[] values() {
        return values;
    }

    /** A copy of the values, row-major. */
    public float[] toArray() {
        return values.clone();
    }

    /** The element at the given position, one index per axis. */
    public float get(int... index) {
        return values[offset(index)];
    }

    /** Sets the element at the given position, one index per axis. */
    public void set(float value, int... index) {
        values[offset(index)] = value;
    }

    /** The only value of a tensor with one element, whatever its rank. */
    public float item() {
        if (values.length != 1) {
            throw new IllegalStateException(
                    "Tensor.item: needs exactly one element, but the shape is " + Arrays.toString(shape));
        }
        return values[0];
    }

    /** A copy with the same values and its own array. */
    public Tensor copy() {
        return new Tensor(values.clone(), shape);
    }

    /** The same values under another shape with as many elements; the array is shared. */
    public Tensor reshape(int... newShape) {
        return wrap(values, newShape);
    }

    /** A copy as EJML matrix; the rank must be 2. */
    public FMatrixRMaj toMatrix() {
        if (shape.length != 2) {
            throw new IllegalStateException(
                    "Tensor.toMatrix: needs rank 2, but the shape is " + Arrays.toString(shape));
        }
        FMatrixRMaj matrix = new FMatrixRMaj(shape[0], shape[1]);
        System.arraycopy(values, 0, matrix.data, 0, values.length);
        return matrix;
    }

    private int offset(int[] index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(
                    "Tensor: " + index.length + " indexes for a tensor with shape " + Arrays.toString(shape));
        }
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new IndexOutOfBoundsException(
                        "Tensor: index " + Arrays.toString(index) + " is outside the shape " + Arrays.toString(shape));
            }
            offset = offset * shape[axis] + index[axis];
        }
        return offset;
    }

    /** Equal shape and equal values, bit for bit (all NaN are equal; +0 and -0 differ). */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && Arrays.equals(shape, tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    /** The shape, and the values if there are at most 20. */
    @Override
    public String toString() {
        String text = "Tensor" + Arrays.toString(shape);
        return values.length <= 20 ? text + Arrays.toString(values) : text;
    }
}
