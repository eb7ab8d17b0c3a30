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
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * What regularization of a recurrent stack and reports of anomalies cost: forward with the gradients of the input and of
 * all weights, as in {@link RecurrentBenchmark}, with one of them or none.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RegularizationBenchmark {
    /** What is on, at the rates of the builders' examples; zoneout without a state is that of the output. */
    @Param({
        "none",
        "input-dropout",
        "recurrent-dropout",
        "weight-dropout",
        "weight-noise",
        "zoneout",
        "zoneout-all",
        "anomaly-reports"
    })
    public String regularizer = "none";

    /** The cell: lstm, gru or rnn. */
    @Param("lstm")
    public String cell = "lstm";

    /** TxBxIxHxlayers. */
    @Param("128x32x128x256x1")
    public String shape = "128x32x128x256x1";

    /** Threads of the context. */
    @Param("1")
    public int threads = 1;

    /** The kernels: simd or portable. */
    @Param("simd")
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
        stack = regularized(Cells.builder(cell, sizes.input(), sizes.hidden()).layers(sizes.layers()))
                .build(key.child("weights"));
        float[] values = Cells.gaussian(sizes.time() * sizes.batch() * sizes.input(), key.child("input"));
        batch = SeriesBatch.full(Tensor.wrap(values, sizes.time(), sizes.batch(), sizes.input()));
        outputGradient = Cells.gaussian(sizes.time() * sizes.batch() * sizes.hidden(), key.child("gradient"));
    }

    private RecurrentBuilder regularized(RecurrentBuilder builder) {
        return switch (regularizer) {
            case "none", "anomaly-reports" -> builder;
            case "input-dropout" -> builder.inputDropout(0.4);
            case "recurrent-dropout" -> builder.recurrentDropout(0.25);
            case "weight-dropout" -> builder.weightDropout(0.5);
            case "weight-noise" -> builder.weightNoise(0.01);
            case "zoneout" -> builder.zoneout("h", 0.05);
            case "zoneout-all" ->
                cell.equals("lstm") ? builder.zoneout("h", 0.05).zoneout("c", 0.5) : builder.zoneout("h", 0.5);
            default -> throw new IllegalArgumentException("regularizer: " + regularizer + " is not known");
        };
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        context.close();
    }

    /** Forward, and backward to the input and all weights. */
    @Benchmark
    public float train() {
        stack.parameters().forEach((name, parameter) -> parameter.update(values -> {}));
        try (Tape tape = Tape.training(context, RandomKey.of(2))) {
            if (regularizer.equals("anomaly-reports")) {
                tape.reportAnomalies(stack.parameters());
            }
            Sequence input = tape.variable(batch);
            Var outputs = stack.forward(input).sequence().values();
            Gradients gradients = tape.gradients(Cells.lossWithGradient(outputs, outputGradient));
            return gradients.of(input.values())[0];
        }
    }
}
