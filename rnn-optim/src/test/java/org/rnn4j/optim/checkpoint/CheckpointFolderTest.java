package org.rnn4j.optim.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.io.SafetensorsFile;

class CheckpointFolderTest {
    @TempDir
    Path folder;

    private static Checkpoint at(long steps) {
        return CheckpointTest.made(steps, 8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String name(String kind, long steps) {
        return String.format(java.util.Locale.ROOT, "%s-%012d.safetensors", kind, steps);
    }

    private void damage(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        bytes[bytes.length / 2] ^= 4;
        Files.write(folder.resolve(name), bytes);
    }

    @Test
    void newestAndTheBest_areKept() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 2);
        assertThat(checkpoints.files()).isEmpty();
        assertThat(checkpoints.newest()).isEmpty();
        assertThat(checkpoints.best()).isEmpty();
        checkpoints.saveBest(at(1));
        for (long steps : new long[] {2, 9, 10, 100}) {
            checkpoints.save(at(steps));
            assertThat(checkpoints.newest().orElseThrow().checkpoint().steps()).isEqualTo(steps);
        }
        assertThat(names()).containsExactly(name("best", 1), name("checkpoint", 10), name("checkpoint", 100));
        checkpoints.saveBest(at(50));
        assertThat(names()).containsExactly(name("best", 50), name("checkpoint", 10), name("checkpoint", 100));
        assertThat(checkpoints.best()).contains(folder.resolve(name("best", 50)));
        assertThat(checkpoints.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(name("checkpoint", 100), name("best", 50), name("checkpoint", 10));
    }

    @Test
    void damagedFiles_arePassedOver_newestFirst_andSetAside() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 3);
        checkpoints.save(at(1));
        checkpoints.save(at(2));
        checkpoints.save(at(3));
        checkpoints.saveBest(at(3));
        damage(name("checkpoint", 3));
        damage(name("best", 3));
        CheckpointFolder.Found found = checkpoints.newest().orElseThrow();
        assertThat(found.checkpoint()).isEqualTo(at(2));
        assertThat(found.file()).isEqualTo(folder.resolve(name("checkpoint", 2)));
        assertThat(found.damaged())
                .containsExactly(folder.resolve(name("checkpoint", 3)), folder.resolve(name("best", 3)));
        assertThat(names())
                .containsExactly(
                        name("best", 3) + ".damaged",
                        name("checkpoint", 1),
                        name("checkpoint", 2),
                        name("checkpoint", 3) + ".damaged");
        assertThat(checkpoints.newest().orElseThrow().damaged()).isEmpty();
    }

    /** A newest file that could not be read for once, so that training went on from an older one. */
    @Test
    void newerFile_doesNotCostTheOneJustWritten() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 1);
        checkpoints.save(at(12));
        checkpoints.save(at(8));
        assertThat(names()).containsExactly(name("checkpoint", 8), name("checkpoint", 12));
        checkpoints.save(at(10));
        assertThat(names()).containsExactly(name("checkpoint", 10), name("checkpoint", 12));
        checkpoints.save(at(12));
        assertThat(names()).containsExactly(name("checkpoint", 12));
    }

    @Test
    void bestCheckpoint_isReadWhereNoNewerOneIsLeft() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 1);
        checkpoints.saveBest(at(4));
        checkpoints.save(at(5));
        damage(name("checkpoint", 5));
        assertThat(checkpoints.newest().orElseThrow().checkpoint()).isEqualTo(at(4));
    }

    @Test
    void nothingReadable_isAnError_andNothingIsRenamed() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 2);
        checkpoints.save(at(1));
        checkpoints.save(at(2));
        damage(name("checkpoint", 1));
        damage(name("checkpoint", 2));
        List<String> before = names();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(checkpoints::newest)
                .withMessageStartingWith(folder + ": none of the 2 checkpoints can be read; restore one from a backup,"
                        + " or start again in an empty folder. The newest: " + folder.resolve(name("checkpoint", 2)))
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void newerFormat_isNoDamage() throws IOException {
        CheckpointFolder checkpoints = CheckpointFolder.open(folder, 2);
        checkpoints.save(at(1));
        SafetensorsFile.of(Map.of(), Map.of("rnn4j-checkpoint-version", "99"))
                .write(folder.resolve(name("checkpoint", 2)));
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(checkpoints::newest)
                .withMessageContaining("but it has version 99");
    }

    @Test
    void orphans_areGoneAfterOpening_andOtherFilesStay() throws IOException {
        Files.createFile(folder.resolve(".checkpoint-000000000007.safetensors.999999999999-5-1.tmp"));
        Files.createFile(folder.resolve("notes.txt"));
        Files.createFile(folder.resolve("checkpoint-7.safetensors"));
        assertThat(CheckpointFolder.open(folder, 1).files()).isEmpty();
        assertThat(names()).containsExactly("checkpoint-7.safetensors", "notes.txt");
    }

    @Test
    void folder_isMadeWithItsParents_andAFileInItsPlaceIsAnError() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        assertThat(CheckpointFolder.open(deep, 1).path()).isEqualTo(deep).isDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> CheckpointFolder.open(file, 1))
                .withMessageStartingWith("Checkpoint " + file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckpointFolder.open(folder, 0))
                .withMessage("CheckpointFolder: expected to keep at least 1 checkpoint, but got 0");
    }
}
