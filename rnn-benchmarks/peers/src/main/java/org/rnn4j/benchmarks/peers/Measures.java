package org.rnn4j.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.benchmarks.Shape;

/** Everything that is compared. */
final class Measures {
    /** The key of the measure that the shares of the peak are taken of. */
    static final String PEAK = "The machine";

    private static final String OURS = "RNN4J";
    private static final List<String> SHAPES = List.of(
            "100x32x128x64x1",
            "50x64x100x128x1",
            "100x1x64x64x1",
            "20x20x200x200x2",
            "35x20x650x650x2",
            "128x32x128x256x1");
    private static final double LARGEST_WITH_TWO_THREADS = 1.0;

    private final Path python;

    /**
     * All measures.
     *
     * @param python an interpreter with PyTorch, or null to compare with PyTorch through DJL only
     */
    Measures(Path python) {
        this.python = python;
    }

    List<Measure> all() {
        List<Measure> all = new ArrayList<>();
        all.add(new Measure(
                PEAK,
                "fused multiply-adds in registers, one core",
                "GFLOP/s",
                1,
                0,
                0,
                new JmhSubject(OURS, "PeakBenchmark.multiplyAdds", Map.of(), "flops"),
                List.of()));
        for (int threads = 1; threads <= 2; threads++) {
            for (String cell : List.of("lstm", "gru", "rnn")) {
                for (String method : List.of("train", "forward")) {
                    for (String shape : SHAPES) {
                        all.add(recurrent(cell, method, shape, threads, "simd"));
                    }
                }
            }
        }
        for (String cell : List.of("lstm", "gru", "rnn")) {
            SHAPES.forEach(shape -> all.add(recurrent(cell, "train", shape, 1, "portable")));
        }
        all.add(step(64, 2));
        all.add(step(256, 1));
        all.add(fit());
        for (int threads = 1; threads <= 2; threads++) {
            all.add(loop("sentiment", threads));
            all.add(loop("topics", threads));
        }
        return all;
    }

    private Measure recurrent(String cell, String method, String shape, int threads, String kernel) {
        String group = cell.toUpperCase(java.util.Locale.ROOT) + ", "
                + (method.equals("train") ? "forward and backward" : "forward") + ", " + threads(threads)
                + (kernel.equals("portable") ? ", portable kernels" : "");
        Map<String, String> ours = parameters("cell", cell, "shape", shape, "threads", Integer.toString(threads));
        ours.put("kernel", kernel);
        Map<String, String> theirs = parameters("cell", cell, "shape", shape, "threads", Integer.toString(threads));
        List<Subject> rivals = new ArrayList<>();
        rivals.add(new JmhSubject("PyTorch (DJL)", "PyTorchRecurrentBenchmark." + method, theirs, ""));
        addPython(rivals, method, cell, shape, Integer.toString(threads));
        return new Measure(
                group,
                shape,
                "ms",
                threads,
                flops(cell, Shape.parse(shape)) * (method.equals("train") ? 3 : 1),
                reach(cell, method, shape, threads, kernel),
                new JmhSubject(OURS, "RecurrentBenchmark." + method, ours, ""),
                rivals);
    }

    private static double reach(String cell, String method, String shape, int threads, String kernel) {
        boolean lstm = cell.equals("lstm");
        if (kernel.equals("portable")) {
            return lstm ? 0.35 : 0.8;
        }
        if (method.equals("forward")) {
            return lstm ? 0.9 : cell.equals("gru") ? 2 : 1.5;
        }
        boolean largest = shape.startsWith("35x20x650");
        return !lstm ? 2.5 : largest && threads == 2 ? LARGEST_WITH_TWO_THREADS : 1.2;
    }

    /** Of one forward pass: 2 x T x B x gates x H x (I + H) a layer. */
    private static double flops(String cell, Shape shape) {
        int gates = cell.equals("lstm") ? 4 : cell.equals("gru") ? 3 : 1;
        double sum = 0;
        int input = shape.input();
        for (int layer = 0; layer < shape.layers(); layer++) {
            sum += 2.0 * shape.time() * shape.batch() * gates * shape.hidden() * (input + shape.hidden());
            input = shape.hidden();
        }
        return sum;
    }

    private Measure step(int size, double reach) {
        Map<String, String> parameters = parameters("cell", "lstm", "size", Integer.toString(size));
        parameters.put("kernel", "simd");
        List<Subject> rivals = new ArrayList<>();
        rivals.add(new JmhSubject(
                "ONNX Runtime", "OnnxRuntimeStepBenchmark.step", Map.of("size", Integer.toString(size)), ""));
        addPython(rivals, "step", "lstm", Integer.toString(size), "1");
        return new Measure(
                "One streaming step, LSTM, batch 1, median latency",
                "I = H = " + size,
                "us",
                1,
                0,
                reach,
                new JmhSubject(OURS, "StepBenchmark.step", parameters, ""),
                rivals);
    }

    private static Measure fit() {
        Map<String, String> shape = Map.of("shape", "8x4x16x32x1");
        return new Measure(
                "One training step with Adam, LSTM",
                "8x4x16x32x1",
                "ms",
                1,
                0,
                5,
                new JmhSubject(OURS, "TinyFitBenchmark.fit", Map.of("shape", "8x4x16x32x1", "kernel", "simd"), ""),
                List.of(
                        new JmhSubject("PyTorch (DJL)", "PyTorchFitBenchmark.fit", shape, ""),
                        new JmhSubject("DL4J", "Dl4jFitBenchmark.fit", shape, "")));
    }

    private Measure loop(String task, int threads) {
        Map<String, String> theirs = parameters("task", task, "threads", Integer.toString(threads));
        Map<String, String> ours = parameters("task", task, "threads", Integer.toString(threads));
        ours.put("kernel", "simd");
        List<Subject> rivals = new ArrayList<>();
        rivals.add(new JmhSubject("PyTorch (DJL)", "PyTorchTrainingBenchmark.step", theirs, ""));
        if (python != null) {
            rivals.add(new PythonLoop(python, task, threads));
        }
        return new Measure(
                "Training loop of a text classifier, a batch, " + threads(threads),
                task,
                "ms",
                threads,
                0,
                2,
                new JmhSubject(OURS, "TrainingBenchmark.step", ours, ""),
                rivals);
    }

    private void addPython(List<Subject> rivals, String... arguments) {
        if (python != null) {
            rivals.add(new PythonSubject(python, List.of(arguments)));
        }
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }
}
