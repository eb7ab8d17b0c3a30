package org.rnn4j.benchmarks.peers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rnn4j.benchmarks.TrainingTask;

/**
 * PyTorch from Python on the very batches of {@code TrainingBenchmark}.
 *
 * @param python the interpreter
 * @param task the task's name
 * @param threads PyTorch's threads
 */
record PythonLoop(Path python, String task, int threads) implements Subject {
    @Override
    public String name() {
        return "PyTorch (Python)";
    }

    @Override
    public double run() {
        try {
            Path batches = Files.createTempFile("batches", ".txt");
            try {
                write(batches);
                List<String> arguments = List.of("loop", batches.toString(), Integer.toString(threads));
                return new PythonSubject(python, arguments).run();
            } finally {
                Files.delete(batches);
            }
        } catch (IOException e) {
            throw new IllegalStateException(name() + " " + task + ": " + e.getMessage(), e);
        }
    }

    /** First the sizes, then a line for each text: its batch, its class, its tokens. */
    private void write(Path file) throws IOException {
        TrainingTask sizes = TrainingTask.named(task);
        int[][][] texts = sizes.texts();
        int[][] labels = sizes.labels();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(sizes.tokens() + " " + sizes.width() + " " + sizes.hidden() + " " + sizes.classes() + "\n");
            for (int i = 0; i < texts.length; i++) {
                for (int b = 0; b < texts[i].length; b++) {
                    out.write(i + " " + labels[i][b]);
                    for (int token : texts[i][b]) {
                        out.write(" " + token);
                    }
                    out.write("\n");
                }
            }
        }
    }
}
