package org.rnn4j.io;

/** The data types of stored tensors, named as in the safetensors format. All are little-endian in the file. */
public enum DataType {
    /** IEEE double. */
    F64(8),
    /** IEEE float: the type of every {@link org.rnn4j.tensor.Tensor}. */
    F32(4),
    /** IEEE half: 5 bits exponent, 10 bits fraction. */
    F16(2),
    /** The upper half of a float: 8 bits exponent, 7 bits fraction. */
    BF16(2),
    /** Signed 64-bit integer. */
    I64(8),
    /** Signed 32-bit integer. */
    I32(4),
    /** Unsigned byte. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** The number of bytes of one value. */
    public int bytes() {
        return bytes;
    }
}
