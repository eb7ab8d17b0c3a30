package org.rnn4j.io;

import java.util.Arrays;
import org.rnn4j.tensor.Tensor;

/**
 * A tensor as a file holds it: a data type, a shape and row-major values. Immutable; every accessor copies.
 *
 * <p>Conversions happen only where they are exact, except {@link #roundToTensor()}.
 */
public final class StoredTensor {
    private final DataType dataType;
    private final int[] shape;
    private final Object values;

    /** Keeps the array itself: {@code double[]}, {@code float[]}, {@code short[]}, ... as {@link TensorBytes} says. */
    StoredTensor(DataType dataType, int[] shape, Object values, int length) {
        int count = Tensor.elementCount(shape);
        if (count != length) {
            throw new IllegalArgumentException("StoredTensor: shape " + Arrays.toString(shape) + " has " + count
                    + " elements, but " + length + " values were given");
        }
        this.dataType = dataType;
        this.shape = shape.clone();
        this.values = values;
    }

    /** A tensor of type F32 with a copy of the values. */
    public static StoredTensor of(Tensor tensor) {
        return wrap(tensor.copy());
    }

    /** Shares the tensor's array, for writing it without a copy. */
    static StoredTensor wrap(Tensor tensor) {
        return new StoredTensor(DataType.F32, tensor.shape(), tensor.values(), tensor.count());
    }

    /** A tensor of type F64. */
    public static StoredTensor of(double[] values, int... shape) {
        return new StoredTensor(DataType.F64, shape, values.clone(), values.length);
    }

    /** A tensor of type I64. */
    public static StoredTensor of(long[] values, int... shape) {
        return new StoredTensor(DataType.I64, shape, values.clone(), values.length);
    }

    /** A tensor of type I32. */
    public static StoredTensor of(int[] values, int... shape) {
        return new StoredTensor(DataType.I32, shape, values.clone(), values.length);
    }

    /** A tensor of type U8; bytes are unsigned, so -1 is 255. */
    public static StoredTensor of(byte[] values, int... shape) {
        return new StoredTensor(DataType.U8, shape, values.clone(), values.length);
    }

    /** A tensor of type BOOL. */
    public static StoredTensor of(boolean[] values, int... shape) {
        return new StoredTensor(DataType.BOOL, shape, values.clone(), values.length);
    }

    /** A tensor of type F16 from the bits of its values. */
    public static StoredTensor ofFloat16(short[] bits, int... shape) {
        return new StoredTensor(DataType.F16, shape, bits.clone(), bits.length);
    }

    /** A tensor of type BF16 from the bits of its values. */
    public static StoredTensor ofBfloat16(short[] bits, int... shape) {
        return new StoredTensor(DataType.BF16, shape, bits.clone(), bits.length);
    }

    /** The data type. */
    public DataType dataType() {
        return dataType;
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values. */
    public int count() {
        return Tensor.elementCount(shape);
    }

    /** The values as floats: F32 as it is, F16 and BF16 widened exactly; other types are refused. */
    public Tensor toTensor() {
        return switch (dataType) {
            case F32, F16, BF16 -> Tensor.wrap(floats(), shape);
            case F64 -> throw refused("as floats without rounding", "call roundToTensor() if rounding is wanted");
            default -> throw refused("as floats", "use the accessor of its own type");
        };
    }

    /** Like {@link #toTensor()}, and F64 is rounded to the nearest float (too large becomes infinite). */
    public Tensor roundToTensor() {
        if (!(values instanceof double[] doubles)) {
            return toTensor();
        }
        float[] rounded = new float[doubles.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) doubles[i];
        }
        return Tensor.wrap(rounded, shape);
    }

    private float[] floats() {
        return switch (dataType) {
            case F16 -> HalfFloats.widenFloat16((short[]) values);
            case BF16 -> HalfFloats.widenBfloat16((short[]) values);
            default -> ((float[]) values).clone();
        };
    }

    /** The values as doubles: F64 as it is; F32, F16 and BF16 widened exactly; other types are refused. */
    public double[] toDoubles() {
        if (values instanceof double[] doubles) {
            return doubles.clone();
        }
        float[] floats = toTensor().values();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    /** The values as longs: I64 as it is, I32 and U8 widened; other types are refused. */
    public long[] toLongs() {
        return switch (dataType) {
            case I64 -> ((long[]) values).clone();
            case I32, U8 -> Arrays.stream(toInts()).asLongStream().toArray();
            default -> throw refused("as longs", "use the accessor of its own type");
        };
    }

    /** The values as ints: I32 as it is, U8 widened to 0..255; other types are refused. */
    public int[] toInts() {
        return switch (dataType) {
            case I32 -> ((int[]) values).clone();
            case U8 -> unsigned((byte[]) values);
            default -> throw refused("as ints", "use the accessor of its own type");
        };
    }

    private static int[] unsigned(byte[] bytes) {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return ints;
    }

    /** The unsigned bytes of a tensor of type U8; other types are refused. */
    public byte[] toBytes() {
        if (dataType != DataType.U8) {
            throw refused("as bytes", "use the accessor of its own type");
        }
        return ((byte[]) values).clone();
    }

    /** The values of a tensor of type BOOL; other types are refused. */
    public boolean[] toBooleans() {
        if (dataType != DataType.BOOL) {
            throw refused("as booleans", "use the accessor of its own type");
        }
        return ((boolean[]) values).clone();
    }

    /** The bits of the values of a tensor of type F16 or BF16; other types are refused. */
    public short[] toHalfBits() {
        if (!(values instanceof short[] bits)) {
            throw refused("as 16-bit floats", "use the accessor of its own type");
        }
        return bits.clone();
    }

    private IllegalStateException refused(String as, String advice) {
        return new IllegalStateException("StoredTensor: a tensor of type " + dataType + " with shape "
                + Arrays.toString(shape) + " cannot be read " + as + "; " + advice);
    }

    /** The array itself. */
    Object values() {
        return values;
    }

    /** Equal type, shape and values, bit for bit (all NaN are equal; +0 and -0 differ). */
    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTensor that
                && dataType == that.dataType
                && Arrays.equals(shape, that.shape)
                && Arrays.deepEquals(new Object[] {values}, new Object[] {that.values});
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {dataType.name(), values});
    }

    @Override
    public String toString() {
        return "StoredTensor " + dataType + Arrays.toString(shape);
    }
}
