package org.rnn4j.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
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
import org.openjdk.jmh.annotations.Warmup;
import org.rnn4j.benchmarks.LagCopy;
import org.rnn4j.benchmarks.Shape;

/** DL4J on the step of {@code TinyFitBenchmark}; its threads are set by the variable OMP_NUM_THREADS. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
public class Dl4jFitBenchmark {
    /** TxBxIxHxlayers. */
    @Param("8x4x16x32x1")
    public String shape = "8x4x16x32x1";

    private MultiLayerNetwork network;
    private DataSet batch;

    /** Makes the model and the batch. */
    @Setup(Level.Trial)
    public void setUp() {
        Shape sizes = Shape.parse(shape);
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(42)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(5e-3))
                .list();
        for (int i = 0; i < sizes.layers(); i++) {
            layers.layer(new LSTM.Builder()
                    .nIn(i == 0 ? sizes.input() : sizes.hidden())
                    .nOut(sizes.hidden())
                    .activation(Activation.TANH)
                    .build());
        }
        layers.layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(sizes.hidden())
                .nOut(sizes.input())
                .build());
        network =
                new MultiLayerNetwork(layers.backpropType(BackpropType.Standard).build());
        network.init();
        batch = batch(sizes);
    }

    /** DL4J wants [batch, features, time]. */
    private static DataSet batch(Shape sizes) {
        LagCopy task = LagCopy.of(sizes);
        INDArray inputs = Nd4j.zeros(sizes.batch(), sizes.input(), sizes.time());
        INDArray targets = Nd4j.zeros(sizes.batch(), sizes.input(), sizes.time());
        for (int t = 0; t < sizes.time(); t++) {
            for (int b = 0; b < sizes.batch(); b++) {
                int at = t * sizes.batch() + b;
                for (int i = 0; i < sizes.input(); i++) {
                    inputs.putScalar(new int[] {b, i, t}, task.inputs()[at * sizes.input() + i]);
                }
                targets.putScalar(new int[] {b, task.targets()[at], t}, 1.0);
            }
        }
        return new DataSet(inputs, targets);
    }

    /** One step. */
    @Benchmark
    public double fit() {
        network.fit(batch);
        return network.score();
    }
}
