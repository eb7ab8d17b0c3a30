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
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Sgd;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** An optimizer's update of one dense matrix: bytes of weights, gradients and state read and written as a rate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class UpdateBenchmark {
    /** The rule: sgd, momentum or adam. */
    @Param({"sgd", "momentum", "adam"})
    public String rule = "adam";

    /** Weights: 1 MB stays in a cache, 64 MB does not. */
    @Param({"262144", "16777216"})
    public int count = 262_144;

    private Context context;
    private Tape tape;
    private Gradients gradients;
    private Optimizer optimizer;
    private long bytes;

    /** Makes the weights and a gradient for them. */
    @Setup(Level.Trial)
    public void setUp() {
        context = Cells.context("simd", 1);
        Tensor initial = Tensor.wrap(Cells.gaussian(count, RandomKey.of(1).child("weights")), count);
        Parameter weights = new Parameter(initial);
        Rule chosen = switch (rule) {
            case "sgd" -> new Sgd(1e-9);
            case "momentum" -> new Sgd(1e-9).withMomentum(0.9);
            case "adam" -> new Adam(1e-9);
            default -> throw new IllegalArgumentException("rule: " + rule + " is not known");
        };
        optimizer = chosen.start(Parameters.builder().add("weights", weights).build());
        tape = Tape.training(context, RandomKey.of(2));
        gradients = tape.gradients(tape.parameter(weights).sum());
        int arrays = rule.equals("sgd") ? 3 : rule.equals("momentum") ? 5 : 7;
        bytes = 4L * count * arrays;
    }

    /** Gives the memory back and ends the threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        tape.close();
        context.close();
    }

    /** One update. */
    @Benchmark
    public void update(Rates rates) {
        optimizer.step(gradients);
        rates.bytes += bytes;
    }
}
