package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that does nothing but write checkpoints, until it is killed; prints the steps of each that is done. */
final class CheckpointWriter {
    static final String IN_PLACE = "in-place";
    static final int VALUES = 300_000;
    private static final int CHUNK = 1 << 16;

    private CheckpointWriter() {}

    /** Writes to the folder {@code args[0]}, as a whole or in place as {@code args[1]} says. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        CheckpointFolder folder = CheckpointFolder.open(path, 2);
        long steps = folder.newest().map(found -> found.checkpoint().steps()).orElse(0L);
        while (true) {
            Checkpoint checkpoint = CheckpointTest.made(++steps, VALUES);
            if (args[1].equals(IN_PLACE)) {
                writeInPlace(path.resolve("checkpoint-000000000001.safetensors"), checkpoint.toBytes());
            } else {
                folder.save(checkpoint);
            }
            System.out.println(steps);
            System.out.flush();
        }
    }

    /** What must not be done. */
    private static void writeInPlace(Path file, byte[] bytes) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int start = 0; start < bytes.length; start += CHUNK) {
                out.write(bytes, start, Math.min(CHUNK, bytes.length - start));
                Thread.sleep(2);
            }
        }
    }
}
