package org.rnn4j.recurrent;

/** Between which values a gate moves; decides when it counts as saturated. */
public enum GateRange {
    /** From 0 to 1, closed below 0.1 and open above 0.9. */
    SIGMOID(0.1f, 0.9f),

    /** From -1 to 1, saturated below -0.9 and above 0.9. */
    TANH(-0.9f, 0.9f);

    private final float low;
    private final float high;

    GateRange(float low, float high) {
        this.low = low;
        this.high = high;
    }

    /** Below this a value is saturated. */
    public float low() {
        return low;
    }

    /** Above this a value is saturated. */
    public float high() {
        return high;
    }
}
