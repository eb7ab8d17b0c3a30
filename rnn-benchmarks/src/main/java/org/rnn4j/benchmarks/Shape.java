package org.rnn4j.benchmarks;

/**
 * The sizes of a recurrent layer and its batch, written {@code TxBxIxHxlayers}.
 *
 * @param time time steps
 * @param batch sequences
 * @param input features of a step
 * @param hidden hidden values
 * @param layers layers
 */
public record Shape(int time, int batch, int input, int hidden, int layers) {
    /** Reads {@code TxBxIxHxlayers}. */
    public static Shape parse(String text) {
        String[] sizes = text.split("x");
        if (sizes.length != 5) {
            throw new IllegalArgumentException("Shape: expected TxBxIxHxlayers, but got " + text);
        }
        return new Shape(
                Integer.parseInt(sizes[0]),
                Integer.parseInt(sizes[1]),
                Integer.parseInt(sizes[2]),
                Integer.parseInt(sizes[3]),
                Integer.parseInt(sizes[4]));
    }
}
