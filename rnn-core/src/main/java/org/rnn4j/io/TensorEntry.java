package org.rnn4j.io;

/**
 * One tensor of a safetensors header, checked: its bytes are {@code [begin, end)} of the data, as many as the shape and
 * the type need.
 */
record TensorEntry(String name, DataType dataType, int[] shape, long begin, long end) {
    int count() {
        return (int) ((end - begin) / dataType.bytes());
    }
}
