package org.rnn4j.kernel;

/**
 * The right operand of products, {@code depth x columns}, in the layout of the kernels that made it. Between being
 * packed and being released it does not change, and any number of threads may read it.
 */
public abstract class PackedMatrix {
    private final int depth;
    private final int columns;

    PackedMatrix(int depth, int columns) {
        this.depth = depth;
        this.columns = columns;
    }

    /** The number of rows: the length of the products' sums. */
    public final int depth() {
        return depth;
    }

    /** The number of columns. */
    public final int columns() {
        return columns;
    }

    /** Where part {@code part} of {@code parts} of {@code count} rows or panels begins. */
    static int bound(int count, int part, int parts) {
        return (int) ((long) count * part / parts);
    }

    /** Gives the memory back; the operand must not be used any more. */
    public abstract void release(Workspace workspace);
}
