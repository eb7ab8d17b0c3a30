package org.rnn4j.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch from Python: one run of {@code pytorch.py}, which prints one number.
 *
 * @param python the interpreter
 * @param arguments what the script is given
 */
record PythonSubject(Path python, List<String> arguments) implements Subject {
    @Override
    public String name() {
        return "PyTorch (Python)";
    }

    @Override
    public double run() {
        try {
            Path script = Files.createTempFile("pytorch", ".py");
            try (InputStream source = PythonSubject.class.getResourceAsStream("pytorch.py")) {
                Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
                return Double.parseDouble(output(script));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new IllegalStateException(name() + " " + arguments + ": " + e.getMessage(), e);
        }
    }

    private String output(Path script) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text;
        try (InputStream in = process.getInputStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("ended with status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return text;
    }
}
