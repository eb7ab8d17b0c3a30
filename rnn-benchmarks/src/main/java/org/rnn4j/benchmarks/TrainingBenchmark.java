package org.rnn4j.benchmarks;

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
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * Whole training steps of a text classifier: embedding, LSTM, cross-entropy of the last valid step, dense Adam. The time
 * is that of one batch; texts come in a fixed order, with no bucketing by length.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingBenchmark {
    /** The task: see {@link TrainingTask#named}. */
    @Param({"sentiment", "topics"})
    public String task = "sentiment";

    /** Threads of the context. */
    @Param({"1", "2"})
    public int threads = 1;

    /** The kernels: simd or portable. */
    @Param({"simd", "portable"})
    public String kernel = "simd";

    private Context context;
    private Embedding embedding;
    private Recurrent encoder;
    private Linear output;
    private Optimizer optimizer;
    private TokenBatch[] texts;
    private int[][] labels;

    /** Makes the model and its batches. */
    @Setup(Level.Trial)
    public void setUp() {
        TrainingTask sizes = TrainingTask.named(task);
        context = Cells.context(kernel, threads);
        RandomKey key = RandomKey.of(1);
        embedding = Embedding.withPadding(sizes.tokens(), sizes.width(), 0, key.child("embedding"));
        encoder = Recurrent.lstm(sizes.width(), sizes.hidden()).build(key.child("encoder"));
        output = new Linear(sizes.hidden(), sizes.classes(), key.child("output"));
        Parameters parameters = Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
        optimizer = Rule.chain(ClipNorm.global(1), new Adam(1e-3)).start(parameters);
        int[][][] tokens = sizes.texts();
        texts = new TokenBatch[tokens.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = TokenBatch.of(tokens[i], 0);
        }
        labels = sizes.labels();
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        context.close();
    }

    /** All batches once. */
    @Benchmark
    @OperationsPerInvocation(TrainingTask.BATCHES)
    public float step() {
        float last = 0;
        for (int i = 0; i < texts.length; i++) {
            try (Tape tape = Tape.training(context, RandomKey.of(i))) {
                Sequence words = embedding.forward(tape, texts[i]);
                Var loss =
                        CrossEntropy.mean(output.forward(encoder.forward(words).finalOutput()), labels[i]);
                optimizer.step(tape.gradients(loss));
                last = loss.item();
            }
        }
        return last;
    }
}
