package org.rnn4j.optim.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class CheckpointTest {
    private static final int CHANGES = 5_000;
    private static final int MANY_CHANGES = 100_000;

    @TempDir
    Path folder;

    static Checkpoint made(long steps, int count) {
        RandomStream random = RandomKey.of(steps).stream();
        float[] values = new float[count];
        double[] doubles = new double[count / 4];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(1_000);
            doubles[i / 4] = -values[i];
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("layer.weight", StoredTensor.of(Tensor.wrap(values, count)));
        tensors.put("optimizer/layer.weight.exp_avg", StoredTensor.of(doubles, doubles.length));
        tensors.put("optimizer/seen", StoredTensor.of(new boolean[] {true, false}, 2));
        JsonObject state = JsonObject.builder()
                .put("key", "00ff")
                .put("epoch", 3)
                .put("name", "quotes \" and \\ and \u00e9")
                .build();
        return new Checkpoint(steps, tensors, state);
    }

    @Test
    void whatWasWritten_isRead() throws IOException {
        Checkpoint checkpoint = made(12, 64);
        Path file = folder.resolve("a.safetensors");
        checkpoint.write(file);
        Checkpoint read = Checkpoint.read(file);
        assertThat(read).isEqualTo(checkpoint);
        assertThat(read.weights().keySet()).containsExactly("layer.weight");
        assertThat(read.group("optimizer").keySet()).containsExactlyInAnyOrder("layer.weight.exp_avg", "seen");
        assertThat(checkpoint.toBytes())
                .isEqualTo(java.nio.file.Files.readAllBytes(file))
                .isEqualTo(read.toBytes());
    }

    @Test
    void everySingleByteChange_isRefused() {
        changeSingleBytes(made(7, 700).toBytes(), CHANGES);
    }

    @Test
    @Tag("nightly")
    void everySingleByteChange_ofManyMore_isRefused() {
        changeSingleBytes(made(7, 14_000).toBytes(), MANY_CHANGES);
    }

    /** Changes one byte after the other, all over the file. */
    private static void changeSingleBytes(byte[] bytes, int changes) {
        RandomStream random = RandomKey.of(3).stream();
        int refused = 0;
        for (int i = 0; i < changes; i++) {
            int position = (int) ((long) i * bytes.length / changes);
            byte before = bytes[position];
            bytes[position] = (byte) (before ^ (1 + random.nextInt(255)));
            try {
                Checkpoint.read(bytes, "changed");
            } catch (FileFormatException expected) {
                refused++;
            }
            bytes[position] = before;
        }
        assertThat(refused).isEqualTo(changes);
        assertThat(Checkpoint.read(bytes, "unchanged").steps()).isEqualTo(7);
        System.out.println("checksum: " + refused + " of " + changes + " single-byte changes in " + bytes.length
                + " bytes refused");
    }

    @Test
    void everyPrefix_isRefused() {
        byte[] bytes = made(7, 20).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = java.util.Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(FileFormatException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> Checkpoint.read(prefix, "cut"));
        }
    }

    private static byte[] withMetadata(String... keysAndValues) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            metadata.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SafetensorsFile.of(Map.of(), metadata).toBytes();
    }

    @Test
    void newerFormat_isRefusedByItsVersion() {
        byte[] newer = withMetadata("rnn4j-checkpoint-version", "2", "whatever", "it holds");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(newer, "c"))
                .withMessage("c: expected a checkpoint of format version 1 or older, but it has version 2;"
                        + " resume with the version of RNN4J that wrote it, or a newer one");
    }

    @Test
    void otherSafetensorsFiles_areNoCheckpoints() {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Checkpoint.read(withMetadata("a", "b"), "c"))
                .withMessage("c, \"rnn4j-checkpoint-version\": expected a checkpoint, but its metadata has no such key;"
                        + " it has [a]");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Checkpoint.read(withMetadata("rnn4j-checkpoint-version", "0"), "c"))
                .withMessageEndingWith("expected a version from 1, but found 0");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Checkpoint.read(
                        withMetadata("rnn4j-checkpoint-version", "1", "steps", "-3", "state", "{}"), "c"))
                .withMessage("c, \"steps\": expected a whole number, but found \"-3\"");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Checkpoint.read(
                        withMetadata("rnn4j-checkpoint-version", "1", "steps", "3", "state", "[]"), "c"))
                .withMessageStartingWith("c, state");
    }

    @Test
    void negativeSteps_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checkpoint(-1, Map.of(), JsonObject.empty()))
                .withMessage("Checkpoint: expected at least 0 steps, but got -1");
    }
}
