package org.rnn4j.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
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
import org.rnn4j.benchmarks.LagCopy;
import org.rnn4j.benchmarks.Shape;

/** PyTorch through DJL on the step of {@code TinyFitBenchmark}: LSTM, softmax at every time step, Adam. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
public class PyTorchFitBenchmark {
    /** TxBxIxHxlayers. */
    @Param("8x4x16x32x1")
    public String shape = "8x4x16x32x1";

    private NDManager manager;
    private Model model;
    private Trainer trainer;
    private NDArray input;
    private NDList target;
    private int rows;
    private int symbols;

    /** Makes the model and the batch. */
    @Setup(Level.Trial)
    public void setUp() {
        Shape sizes = Shape.parse(shape);
        manager = PyTorch.manager(1);
        model = Model.newInstance("fit", Device.cpu(), "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(PyTorch.recurrent("lstm", sizes.hidden(), sizes.layers()))
                .add(Linear.builder().setUnits(sizes.input()).build()));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(5e-3f))
                        .build())
                .optDevices(new Device[] {Device.cpu()}));
        var inputShape = new ai.djl.ndarray.types.Shape(sizes.time(), sizes.batch(), sizes.input());
        trainer.initialize(inputShape);
        LagCopy task = LagCopy.of(sizes);
        rows = sizes.time() * sizes.batch();
        symbols = sizes.input();
        input = manager.create(task.inputs(), inputShape);
        target = new NDList(
                manager.create(task.targets()).toType(DataType.INT64, false).reshape(rows, 1));
    }

    /** Frees the native memory. */
    @TearDown(Level.Trial)
    public void tearDown() {
        trainer.close();
        model.close();
        manager.close();
    }

    /** One step. */
    @Benchmark
    public float fit() {
        float value;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDList logits = trainer.forward(new NDList(input));
            NDList flat = new NDList(logits.singletonOrThrow().reshape(rows, symbols));
            NDArray loss = trainer.getLoss().evaluate(target, flat);
            collector.backward(loss);
            value = loss.getFloat();
            logits.close();
            flat.close();
            loss.close();
        }
        trainer.step();
        return value;
    }
}
