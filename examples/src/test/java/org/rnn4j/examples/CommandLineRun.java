package org.rnn4j.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of the command line gave back.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it printed on standard error
 */
public record CommandLineRun(int status, String out, String err) {
    /** Runs the program in this JVM. */
    public static CommandLineRun of(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            status = Main.run(arguments);
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
        return new CommandLineRun(status, text(out), text(err));
    }

    /** Runs an example with the arguments {@code more}, and before them those of {@code defaults}, pairs of option and value, that they do not set. */
    public static CommandLineRun withDefaults(String example, List<String> defaults, String... more) {
        List<String> arguments = new ArrayList<>(List.of(example));
        List<String> said = List.of(more);
        for (int i = 0; i < defaults.size(); i += 2) {
            if (!said.contains(defaults.get(i))) {
                arguments.addAll(defaults.subList(i, i + 2));
            }
        }
        arguments.addAll(said);
        return of(arguments.toArray(String[]::new));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Runs the program in a JVM of its own, as the launcher does. */
    public static CommandLineRun inNewJvm(List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        return inNewJvm(process -> {}, jvmOptions, arguments);
    }

    /** What is done to a program while it runs. */
    @FunctionalInterface
    public interface Meanwhile {
        /** Called once, when the process has started. */
        void accept(Process process) throws IOException, InterruptedException;
    }

    /** The same, with something done to the process while it runs. */
    public static CommandLineRun inNewJvm(Meanwhile meanwhile, List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            meanwhile.accept(process);
            return new CommandLineRun(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
