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
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.kernel.ProductTarget;
import org.rnn4j.kernel.Scratch;
import org.rnn4j.tensor.RandomKey;

/**
 * The inner loops alone, at the shapes of a time step: floating-point operations as a rate and as a share of the
 * peak.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    /** Rows x depth x columns: of forward, of backward to the state, of one stream. */
    @Param({
        "32x64x256",
        "32x256x1024",
        "20x650x2600",
        "32x256x64",
        "32x1024x256",
        "20x2600x650",
        "1x64x256",
        "1x256x1024"
    })
    public String shape = "32x256x1024";

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private Scratch scratch;
    private int rows;
    private int depth;
    private int columns;
    private float[] left;
    private float[] leftTransposed;
    private PackedMatrix right;
    private float[] result;
    private double peak;

    /** Fills the operands. */
    @Setup(Level.Trial)
    public void setUp() {
        String[] sizes = shape.split("x");
        rows = Integer.parseInt(sizes[0]);
        depth = Integer.parseInt(sizes[1]);
        columns = Integer.parseInt(sizes[2]);
        context = Cells.context(kernel, 1);
        scratch = context.borrowScratch();
        RandomKey key = RandomKey.of(1);
        left = Cells.gaussian(rows * depth, key.child("left"));
        leftTransposed = Cells.gaussian(rows * depth, key.child("left transposed"));
        right = context.kernels().packed(depth, columns, context.workspace());
        float[] matrix = Cells.gaussian(depth * columns, key.child("right"));
        context.kernels().packRows(right, matrix, 0, columns, null, 0, 0, 1);
        result = new float[rows * columns];
        peak = PeakBenchmark.measured();
    }

    /** Gives everything back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        right.release(context.workspace());
        context.giveBack(scratch);
        context.close();
    }

    /** C += A B, as forward and backward to the state make it. */
    @Benchmark
    public float product(Rates rates) {
        context.kernels().product(rows, left, 0, depth, null, 0, right, result, 0, columns, null, 0, scratch);
        count(rates);
        return result[0];
    }

    /** C += A' B, as the gradients of weights are made. */
    @Benchmark
    public float productTransposed(Rates rates) {
        ProductTarget[] target = {new ProductTarget(right, result, 0, columns)};
        context.kernels().productTransposed(rows, leftTransposed, 0, rows, null, 0, target, scratch);
        count(rates);
        return result[0];
    }

    private void count(Rates rates) {
        long flops = 2L * rows * depth * columns;
        rates.flops += flops;
        rates.ofPeak += flops / peak;
    }
}
