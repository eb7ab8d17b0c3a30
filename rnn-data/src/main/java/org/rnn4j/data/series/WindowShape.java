package org.rnn4j.data.series;

/**
 * The shape of a window on a series: so many steps are seen, a gap is left out, and so many steps are to be predicted.
 *
 * @param past the steps that are seen, at least 1
 * @param gap the steps between the last one seen and the first one to predict, at least 0: data that is not there yet when
 *     the prediction is made
 * @param horizon the steps to predict, at least 1
 */
public record WindowShape(int past, int gap, int horizon) {
    /** Checks the ranges. */
    public WindowShape {
        if (past < 1 || gap < 0 || horizon < 1 || (long) past + gap + horizon > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("WindowShape: expected at least 1 past step, a gap of at least 0 and a"
                    + " horizon of at least 1, but got " + past + ", " + gap + " and " + horizon);
        }
    }

    /** The number of steps from the first one seen to the last one predicted. */
    public int steps() {
        return past + gap + horizon;
    }
}
