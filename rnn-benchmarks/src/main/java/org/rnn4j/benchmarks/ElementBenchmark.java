package org.rnn4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;

/** Activations and fused gates, element by element: bytes read and written as a rate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementBenchmark {
    private static final int ROWS = 32;

    /** Hidden values. */
    @Param({"64", "256"})
    public int width = 256;

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private float[] source;
    private float[] gates;
    private float[] previous;
    private float[] cell;
    private float[] squashed;
    private float[] hidden;

    /** Fills the arrays. */
    @Setup(Level.Trial)
    public void setUp() {
        context = Cells.context(kernel, 1);
        RandomKey key = RandomKey.of(1);
        source = Cells.gaussian(ROWS * 4 * width, key.child("source"));
        previous = Cells.gaussian(ROWS * width, key.child("previous"));
        gates = new float[ROWS * 4 * width];
        cell = new float[ROWS * width];
        squashed = new float[ROWS * width];
        hidden = new float[ROWS * width];
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        context.close();
    }

    /** tanh. */
    @Benchmark
    public float tanh(Rates rates) {
        context.kernels().tanh(source, 0, gates, 0, gates.length);
        rates.bytes += 8L * gates.length;
        return gates[0];
    }

    /** The logistic function. */
    @Benchmark
    public float sigmoid(Rates rates) {
        context.kernels().sigmoid(source, 0, gates, 0, gates.length);
        rates.bytes += 8L * gates.length;
        return gates[0];
    }

    /** The pointwise part of an LSTM step; what enters the gates is copied in first. */
    @Benchmark
    public float lstmForward(Rates rates) {
        System.arraycopy(source, 0, gates, 0, gates.length);
        context.kernels().lstmForward(ROWS, width, gates, 0, previous, 0, cell, 0, squashed, 0, hidden, 0);
        rates.bytes += 4L * ROWS * width * (8 + 4);
        return hidden[0];
    }
}
