package org.rnn4j.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a benchmark worked through, shown by JMH as a rate: floating-point operations and bytes a nanosecond are giga a second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rates {
    /** Floating-point operations; a fused multiply-add is two. */
    public long flops;

    /** Bytes read and written. */
    public long bytes;

    /** Floating-point operations over the peak that {@link PeakBenchmark#measured} found: a rate of 1 is the peak. */
    public double ofPeak;

    /** Starts again. */
    @Setup(Level.Iteration)
    public void clear() {
        flops = 0;
        bytes = 0;
        ofPeak = 0;
    }
}
