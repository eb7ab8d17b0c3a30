package org.rnn4j.autograd;

import java.util.Arrays;
import java.util.function.Consumer;
import org.rnn4j.tensor.Tensor;

/**
 * A trainable tensor: values with a version that moves at every change, so that what was derived from older values can
 * tell. Reading is thread-safe while nobody updates.
 */
public final class Parameter {
    private final Tensor tensor;
    private final PackedForms packedForms = new PackedForms(this);
    private volatile long version;

    /** A parameter that starts with a copy of these values. */
    public Parameter(Tensor initial) {
        tensor = initial.copy();
    }

    /** A copy of the shape. */
    public int[] shape() {
        return tensor.shape();
    }

    /** The size of an axis; negative axes count from the end. */
    public int size(int axis) {
        return tensor.size(axis);
    }

    /** The number of values. */
    public int count() {
        return tensor.count();
    }

    /** The live values, row-major, for reading; write only inside {@link #update}. */
    public float[] values() {
        return tensor.values();
    }

    /** A copy of the values. */
    public Tensor toTensor() {
        return tensor.copy();
    }

    /** How many times the values were updated. */
    public long version() {
        return version;
    }

    /** Lets {@code writer} change the live values in place and moves the version, also if the writer throws. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one updater at a time, as documented
    public void update(Consumer<float[]> writer) {
        try {
            writer.accept(tensor.values());
        } finally {
            version++;
        }
    }

    /** Copies values of the same shape into this parameter. */
    public void set(Tensor values) {
        if (!Arrays.equals(values.shape(), tensor.shape())) {
            throw new IllegalArgumentException("Parameter.set: expected shape " + Arrays.toString(tensor.shape())
                    + ", but got " + Arrays.toString(values.shape()));
        }
        update(live -> System.arraycopy(values.values(), 0, live, 0, live.length));
    }

    PackedForms packedForms() {
        return packedForms;
    }

    @Override
    public String toString() {
        return "Parameter" + Arrays.toString(tensor.shape());
    }
}
