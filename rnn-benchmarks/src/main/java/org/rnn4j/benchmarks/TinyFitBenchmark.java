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
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * One training step of an LSTM with a softmax at every time step and Adam: emit the input symbol of the step before. At
 * tiny sizes this shows what a step costs besides arithmetic.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TinyFitBenchmark {
    /** TxBxIxHxlayers. */
    @Param({"8x4x16x32x1", "100x32x128x64x1"})
    public String shape = "8x4x16x32x1";

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private Recurrent encoder;
    private Linear output;
    private Optimizer optimizer;
    private SeriesBatch inputs;
    private TokenBatch targets;

    /** Makes the model and the batch. */
    @Setup(Level.Trial)
    public void setUp() {
        Shape sizes = Shape.parse(shape);
        context = Cells.context(kernel, 1);
        RandomKey key = RandomKey.of(1);
        encoder = Recurrent.lstm(sizes.input(), sizes.hidden())
                .layers(sizes.layers())
                .build(key.child("encoder"));
        output = new Linear(sizes.hidden(), sizes.input(), key.child("output"));
        optimizer = new Adam(5e-3).start(Parameters.of("encoder", encoder, "output", output));
        LagCopy task = LagCopy.of(sizes);
        inputs = SeriesBatch.full(Tensor.wrap(task.inputs(), sizes.time(), sizes.batch(), sizes.input()));
        targets = TokenBatch.timeMajor(task.targets(), sizes.time(), inputs.lengths());
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        context.close();
    }

    /** One step. */
    @Benchmark
    public float fit() {
        try (Tape tape = Tape.training(context, RandomKey.of(2))) {
            var hidden = encoder.forward(tape.sequence(inputs)).sequence();
            Var loss = CrossEntropy.mean(output.forward(hidden), targets);
            optimizer.step(tape.gradients(loss));
            return loss.item();
        }
    }
}
