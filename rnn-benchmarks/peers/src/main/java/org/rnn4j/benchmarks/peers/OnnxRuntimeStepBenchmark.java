package org.rnn4j.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
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
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * ONNX Runtime: one step of one LSTM, batch 1. The input stays in a direct buffer that the session uses in place; the
 * state is not carried, which spares it a copy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xss16m") // with the usual stack the native code ends the process
public class OnnxRuntimeStepBenchmark {
    /** Inputs and hidden values. */
    @Param({"64", "256"})
    public int size = 64;

    private OrtEnvironment environment;
    private OrtSession session;
    private OnnxTensor input;
    private float[] output;

    /** Opens the session. */
    @Setup(Level.Trial)
    public void setUp() throws OrtException {
        RandomStream random = RandomKey.of(3).stream();
        float scale = (float) (1 / Math.sqrt(size));
        byte[] model = OnnxLstm.model(
                1,
                1,
                size,
                size,
                uniform(random, 4 * size * size, scale),
                uniform(random, 4 * size * size, scale),
                uniform(random, 8 * size, scale));
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        }
        FloatBuffer values = direct(size);
        values.put(uniform(random, size, 1f)).rewind();
        input = OnnxTensor.createTensor(environment, values, new long[] {1, 1, size});
        output = new float[size];
    }

    private static float[] uniform(RandomStream random, int count, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1) * scale;
        }
        return values;
    }

    private static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Closes the session. */
    @TearDown(Level.Trial)
    public void tearDown() throws OrtException {
        input.close();
        session.close();
    }

    /** One step. */
    @Benchmark
    public float[] step() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("X", input))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(output);
        }
        return output;
    }
}
