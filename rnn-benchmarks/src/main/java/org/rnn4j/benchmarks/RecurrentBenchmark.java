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
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * Whole recurrent stacks on full-length batches: inference, and forward with the gradients of the input and of all
 * weights for a fixed random gradient of the outputs. Weights count as updated before every training pass, so that
 * packing them is inside the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RecurrentBenchmark {
    /** The cell: lstm, gru or rnn. */
    @Param({"lstm", "gru", "rnn"})
    public String cell = "lstm";

    /** TxBxIxHxlayers. */
    @Param({
        "100x32x128x64x1",
        "50x64x100x128x1",
        "100x1x64x64x1",
        "20x20x200x200x2",
        "35x20x650x650x2",
        "128x32x128x256x1"
    })
    public String shape = "100x32x128x64x1";

    /** Threads of the context. */
    @Param({"1", "2"})
    public int threads = 1;

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private Recurrent stack;
    private SeriesBatch batch;
    private float[] outputGradient;

    /** Makes the stack, the batch and the gradient of the outputs. */
    @Setup(Level.Trial)
    public void setUp() {
        Shape sizes = Shape.parse(shape);
        context = Cells.context(kernel, threads);
        RandomKey key = RandomKey.of(1);
        stack = Cells.builder(cell, sizes.input(), sizes.hidden())
                .layers(sizes.layers())
                .build(key.child("weights"));
        float[] values = Cells.gaussian(sizes.time() * sizes.batch() * sizes.input(), key.child("input"));
        batch = SeriesBatch.full(Tensor.wrap(values, sizes.time(), sizes.batch(), sizes.input()));
        outputGradient = Cells.gaussian(sizes.time() * sizes.batch() * sizes.hidden(), key.child("gradient"));
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        context.close();
    }

    /** Inference over the batch. */
    @Benchmark
    public float forward() {
        try (Tape tape = Tape.inference(context)) {
            return stack.forward(tape.sequence(batch)).finalOutput().values()[0];
        }
    }

    /** Forward, and backward to the input and all weights. */
    @Benchmark
    public float train() {
        stack.parameters().forEach((name, parameter) -> parameter.update(values -> {}));
        try (Tape tape = Tape.training(context, RandomKey.of(2))) {
            Sequence input = tape.variable(batch);
            Var outputs = stack.forward(input).sequence().values();
            Gradients gradients = tape.gradients(Cells.lossWithGradient(outputs, outputGradient));
            return gradients.of(input.values())[0];
        }
    }
}
