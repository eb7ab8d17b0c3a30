package org.rnn4j.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.rnn4j.benchmarks.Shape;

/**
 * PyTorch through DJL, measured as {@code RecurrentBenchmark} measures ours: time-major, no optimizer; training gives the
 * gradients of the input and of all weights, forward runs without recording.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
public class PyTorchRecurrentBenchmark {
    /** The cell: lstm, gru or rnn. */
    @Param({"lstm", "gru", "rnn"})
    public String cell = "lstm";

    /** TxBxIxHxlayers. */
    @Param("100x32x128x64x1")
    public String shape = "100x32x128x64x1";

    /** Threads inside an operation. */
    @Param("1")
    public int threads = 1;

    private NDManager manager;
    private Block block;
    private ParameterStore parameters;
    private NDArray input;

    /** Makes the stack and its input. */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams params) {
        Shape sizes = Shape.parse(shape);
        manager = PyTorch.manager(threads);
        block = PyTorch.recurrent(cell, sizes.hidden(), sizes.layers());
        var inputShape = new ai.djl.ndarray.types.Shape(sizes.time(), sizes.batch(), sizes.input());
        boolean training = params.getBenchmark().endsWith("train");
        parameters = PyTorch.initialize(manager, block, training, inputShape);
        input = manager.randomNormal(0, 1, inputShape, DataType.FLOAT32);
        input.setRequiresGradient(training);
    }

    /** Frees the native memory. */
    @TearDown(Level.Trial)
    public void tearDown() {
        manager.close();
    }

    /** Inference over the batch. */
    @Benchmark
    public float forward() {
        try (NDManager step = manager.newSubManager()) {
            NDArray x = input.duplicate();
            x.attach(step);
            NDList outputs = block.forward(parameters, new NDList(x), false);
            NDArray y = outputs.get(0);
            if (y.hasGradient()) {
                throw new IllegalStateException("PyTorch recorded the forward pass");
            }
            float value = y.getFloat(0, 0, 0);
            outputs.close();
            return value;
        }
    }

    /** Forward, and backward to the input and all weights; the gradient of every output is 1. */
    @Benchmark
    public float train() {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDList outputs = block.forward(parameters, new NDList(input), true);
            collector.backward(outputs.get(0));
            outputs.close();
            return input.getGradient().getFloat(0, 0, 0);
        }
    }
}
