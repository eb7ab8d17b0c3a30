package org.rnn4j.kernel;

/**
 * A right operand B of a product, and where the product with it is added: C[i, j] = c[offset + i * stride + j].
 *
 * @param b the right operand
 * @param c the array that holds C
 * @param offset where C begins
 * @param stride the distance of C's rows
 */
public record ProductTarget(PackedMatrix b, float[] c, int offset, int stride) {
    /** The same right operand, added from row {@code row} of C on. */
    public ProductTarget fromRow(int row) {
        return new ProductTarget(b, c, offset + row * stride, stride);
    }
}
