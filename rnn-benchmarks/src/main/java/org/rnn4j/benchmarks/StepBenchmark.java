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
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.Stream;
import org.rnn4j.tensor.RandomKey;

/** One step of one streaming layer with as many inputs as hidden values: the latency of a sensor or a text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class StepBenchmark {
    /** The cell: lstm, gru or rnn. */
    @Param({"lstm", "gru", "rnn"})
    public String cell = "lstm";

    /** Inputs and hidden values. */
    @Param({"64", "256"})
    public int size = 64;

    /** Streams side by side. */
    @Param("1")
    public int batch = 1;

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private Stream stream;
    private float[] input;
    private float[] output;

    /** Opens the stream. */
    @Setup(Level.Trial)
    public void setUp() {
        context = Cells.context(kernel, 1);
        RandomKey key = RandomKey.of(1);
        Recurrent layer = Cells.builder(cell, size, size).build(key.child("weights"));
        stream = layer.stream(context, batch);
        input = Cells.gaussian(batch * size, key.child("input"));
        output = new float[batch * size];
    }

    /** Closes the stream. */
    @TearDown(Level.Trial)
    public void tearDown() {
        stream.close();
        context.close();
    }

    /** One step. */
    @Benchmark
    public float[] step() {
        stream.step(input, output);
        return output;
    }
}
