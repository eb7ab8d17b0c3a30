package org.rnn4j.optim.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** Processes that are killed while they write checkpoints. */
class KillTest {
    private static final int LONGEST_WAIT_MILLISECONDS = 40;

    /** The weights alone have so many bytes. */
    private static final long LESS_THAN_A_FILE = 4L * CheckpointWriter.VALUES;

    @TempDir
    Path folder;

    @TempDir
    Path logs;

    /**
     * Starts a writer, kills it a random time after its first checkpoint, or then as soon as a file is seen half-written;
     * gives the last checkpoint that it said was done.
     */
    private long killWriter(String mode, RandomStream random, boolean aimed) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = logs.resolve("out.txt");
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckpointWriter.class.getName(),
                        folder.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        while (Files.size(out) == 0) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(LONGEST_WAIT_MILLISECONDS));
        while (aimed && !isHalfWritten(mode)) {
            assertThat(process.isAlive()).isTrue();
        }
        process.destroyForcibly().waitFor();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        String[] lines = text.substring(0, text.lastIndexOf('\n')).strip().split("\\R");
        return Long.parseLong(lines[lines.length - 1]);
    }

    private boolean isHalfWritten(String mode) throws IOException {
        return mode.equals(CheckpointWriter.IN_PLACE) ? Files.size(inPlace()) < LESS_THAN_A_FILE : temporaryFiles() > 0;
    }

    private Path inPlace() {
        return folder.resolve("checkpoint-000000000001.safetensors");
    }

    private long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    private int killed(int kills, RandomStream random) throws Exception {
        int whileWriting = 0;
        for (int i = 0; i < kills; i++) {
            long done = killWriter("whole", random, i % 2 == 1);
            whileWriting += temporaryFiles() > 0 ? 1 : 0;
            CheckpointFolder.Found found =
                    CheckpointFolder.open(folder, 2).newest().orElseThrow();
            assertThat(found.damaged()).isEmpty();
            assertThat(found.checkpoint().steps()).as("kill %d", i).isBetween(done, done + 1);
            assertThat(found.checkpoint())
                    .isEqualTo(CheckpointTest.made(found.checkpoint().steps(), CheckpointWriter.VALUES));
            assertThat(temporaryFiles()).isZero();
        }
        System.out.println("kill -9: " + kills + " kills, " + whileWriting
                + " of them while a file was half-written: 0 unreadable, 0 orphans");
        return whileWriting;
    }

    @Test
    @Timeout(600) // about 90 s; a machine with other work needs more than the default
    void hundredFiftyKills_leaveTheNewestCheckpointReadable() throws Exception {
        assertThat(killed(150, RandomKey.of(5).stream())).isGreaterThan(15);
    }

    @Test
    @Tag("nightly")
    void thousandKills_leaveTheNewestCheckpointReadable() throws Exception {
        assertThat(killed(1_000, RandomKey.of(6).stream())).isGreaterThan(100);
    }

    /** The control: what the kills do to a writer that does not write to a temporary file first. */
    @Test
    void writerInPlace_leavesUnreadableFiles() throws Exception {
        RandomStream random = RandomKey.of(7).stream();
        int kills = 15;
        int unreadable = 0;
        for (int i = 0; i < kills; i++) {
            killWriter(CheckpointWriter.IN_PLACE, random, i % 2 == 1);
            try {
                Checkpoint.read(inPlace());
            } catch (org.rnn4j.io.FileFormatException expected) {
                unreadable++;
            }
            Files.delete(inPlace());
        }
        System.out.println("kill -9, writing in place: " + kills + " kills, " + unreadable + " unreadable");
        assertThat(unreadable).isGreaterThan(kills / 10);
    }
}
