package org.rnn4j.recurrent;

/**
 * How often a gate of a recurrent stack was saturated over a batch: at each time step, the share of its values below
 * {@link GateRange#low} and above {@link GateRange#high} among the units of all sequences that are so long. Immutable.
 *
 * <p>A gate that is saturated everywhere passes no gradient on: learning stands still there. A forget gate that is open
 * for long is what lets an LSTM remember.
 */
public final class GateTrace {
    private final String name;
    private final GateRange range;
    private final long[] low;
    private final long[] high;
    private final long[] all;

    GateTrace(String name, GateRange range, int steps) {
        this.name = name;
        this.range = range;
        low = new long[steps];
        high = new long[steps];
        all = new long[steps];
    }

    /** Counts {@code count} values of one step. */
    void count(int step, float[] values, int at, int count) {
        all[step] += count;
        for (int i = at; i < at + count; i++) {
            low[step] += values[i] < range.low() ? 1 : 0;
            high[step] += values[i] > range.high() ? 1 : 0;
        }
    }

    /** The gate with its layer and direction, for example {@code f_l0} or {@code z_l1_reverse}. */
    public String name() {
        return name;
    }

    /** Between which values the gate moves. */
    public GateRange range() {
        return range;
    }

    /** The number of time steps. */
    public int steps() {
        return all.length;
    }

    /** The share of values below {@link GateRange#low} at a step; NaN if no sequence is so long. */
    public double low(int step) {
        return (double) low[step] / all[step];
    }

    /** The share of values above {@link GateRange#high} at a step; NaN if no sequence is so long. */
    public double high(int step) {
        return (double) high[step] / all[step];
    }

    /** The share of values below {@link GateRange#low} over all steps; NaN without any value. */
    public double low() {
        return (double) sum(low) / sum(all);
    }

    /** The share of values above {@link GateRange#high} over all steps; NaN without any value. */
    public double high() {
        return (double) sum(high) / sum(all);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The name and both shares. */
    @Override
    public String toString() {
        return "GateTrace(" + name + ": " + low() + " low, " + high() + " high)";
    }
}
