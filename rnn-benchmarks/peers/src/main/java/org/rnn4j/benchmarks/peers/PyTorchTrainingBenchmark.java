package org.rnn4j.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rnn4j.benchmarks.TrainingTask;

/**
 * PyTorch through DJL on the batches of {@code TrainingBenchmark}, padded to the longest text of each: embedding, LSTM,
 * cross-entropy of the last valid step, Adam. It does not clip.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
public class PyTorchTrainingBenchmark {
    /** The task: see {@link TrainingTask#named}. */
    @Param({"sentiment", "topics"})
    public String task = "sentiment";

    /** Threads inside an operation. */
    @Param("1")
    public int threads = 1;

    private NDManager manager;
    private Model model;
    private Trainer trainer;
    private NDList[] inputs;
    private NDList[] labels;

    /** Makes the model and its batches. */
    @Setup(Level.Trial)
    public void setUp() {
        TrainingTask sizes = TrainingTask.named(task);
        manager = PyTorch.manager(threads);
        model = Model.newInstance(task, Device.cpu(), "PyTorch");
        model.setBlock(new Classifier(sizes));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build())
                .optDevices(new Device[] {Device.cpu()}));
        int[][][] texts = sizes.texts();
        int[][] classes = sizes.labels();
        inputs = new NDList[texts.length];
        labels = new NDList[texts.length];
        for (int i = 0; i < texts.length; i++) {
            inputs[i] = input(texts[i]);
            labels[i] = new NDList(
                    manager.create(classes[i]).toType(DataType.INT64, false).reshape(classes[i].length, 1));
        }
        trainer.initialize(inputs[0].get(0).getShape(), inputs[0].get(1).getShape());
    }

    private NDList input(int[][] texts) {
        int longest = 0;
        for (int[] text : texts) {
            longest = Math.max(longest, text.length);
        }
        int batch = texts.length;
        long[] ids = new long[longest * batch];
        long[] last = new long[batch];
        for (int b = 0; b < batch; b++) {
            last[b] = texts[b].length - 1L;
            for (int t = 0; t < texts[b].length; t++) {
                ids[t * batch + b] = texts[b][t];
            }
        }
        return new NDList(manager.create(ids, new Shape(longest, batch)), manager.create(last, new Shape(1, batch, 1)));
    }

    /** Frees the native memory. */
    @TearDown(Level.Trial)
    public void tearDown() {
        trainer.close();
        model.close();
        manager.close();
    }

    /** All batches once. */
    @Benchmark
    @OperationsPerInvocation(TrainingTask.BATCHES)
    public float step() {
        float last = 0;
        for (int i = 0; i < inputs.length; i++) {
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList logits = trainer.forward(inputs[i]);
                NDArray loss = trainer.getLoss().evaluate(labels[i], logits);
                collector.backward(loss);
                last = loss.getFloat();
                logits.close();
                loss.close();
            }
            trainer.step();
        }
        return last;
    }
}
