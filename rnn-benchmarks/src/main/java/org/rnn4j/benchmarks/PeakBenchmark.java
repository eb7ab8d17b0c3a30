package org.rnn4j.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one core can do at most: independent fused multiply-adds in registers, with nothing loaded or stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PeakBenchmark {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int ROUNDS = 10_000;
    private static final int CHAINS = 12;
    private static final long TRY_NANOSECONDS = 100_000_000;

    /** Not a constant, so that nothing is computed ahead. */
    public float factor = 0.999f;

    /** Twelve chains, enough to hide the latency of two units. */
    @Benchmark
    public float multiplyAdds(Rates rates) {
        FloatVector a = FloatVector.broadcast(S, factor);
        FloatVector b = FloatVector.broadcast(S, 1 - factor);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        FloatVector s10 = b;
        FloatVector s11 = b;
        for (int i = 0; i < ROUNDS; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
        }
        rates.flops += 2L * ROUNDS * CHAINS * S.length();
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        return low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).reduceLanes(VectorOperators.ADD);
    }

    /** The peak as operations a nanosecond, measured now in about a second: the best of ten tries. */
    static double measured() {
        PeakBenchmark benchmark = new PeakBenchmark();
        Rates rates = new Rates();
        double best = 0;
        for (int tries = 0; tries < 10; tries++) {
            rates.clear();
            long start = System.nanoTime();
            long now = start;
            while (now - start < TRY_NANOSECONDS) {
                benchmark.factor = 0.999f + Math.min(0, benchmark.multiplyAdds(rates)) * 0;
                now = System.nanoTime();
            }
            best = Math.max(best, (double) rates.flops / (now - start));
        }
        return best;
    }
}
