package org.rnn4j.optim.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints on a file system that fails at every call in turn. */
class FailingFileSystemTest {
    private static final int VALUES = 40;
    private static final long OLD = 2;

    @TempDir
    private Path directory;

    private int runs;

    private static Checkpoint at(long steps) {
        return CheckpointTest.made(steps, VALUES);
    }

    /** How the file system fails from its nth call on. */
    private enum Failure {
        ONE_CALL,
        ALL_CALLS,
        ALL_WRITES;

        void onCall(long n, long number, String name) throws IOException {
            boolean fails = switch (this) {
                case ONE_CALL -> number == n;
                case ALL_CALLS -> number >= n;
                case ALL_WRITES -> number >= n && name.equals("write");
            };
            if (fails) {
                throw new IOException("fault in " + name);
            }
        }
    }

    @BeforeEach
    void fillTemplate() {
        CheckpointFolder checkpoints = CheckpointFolder.open(directory.resolve("template"), 2);
        checkpoints.save(at(1));
        checkpoints.saveBest(at(1));
        checkpoints.save(at(OLD));
    }

    /** A folder with two checkpoints and a best one. */
    private Path prepared() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("run" + runs++));
        Path template = directory.resolve("template");
        for (String name : names(template)) {
            Files.copy(template.resolve(name), folder.resolve(name));
        }
        return folder;
    }

    /** Saves further checkpoints until something fails; gives the steps of the last one that was saved. */
    private static long saveUntilFailure(Path folder) {
        long saved = OLD;
        try {
            CheckpointFolder checkpoints = CheckpointFolder.open(folder, 2);
            for (long steps = OLD + 1; steps <= OLD + 3; steps++) {
                checkpoints.save(at(steps));
                saved = steps;
                checkpoints.saveBest(at(steps));
            }
        } catch (UncheckedIOException failure) {
            assertThat(failure).hasMessageStartingWith("Checkpoint ");
        }
        return saved;
    }

    private static void assertLoads(Path folder, long saved, String when) {
        CheckpointFolder.Found found = CheckpointFolder.open(folder, 2).newest().orElseThrow();
        assertThat(found.damaged()).as(when).isEmpty();
        assertThat(found.checkpoint().steps()).as(when).isBetween(saved, saved + 1);
        assertThat(found.checkpoint()).as(when).isEqualTo(at(found.checkpoint().steps()));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void failureAtAnyCall_leavesTheOldOrTheNewCheckpoint(Failure failure) throws IOException {
        long n = 0;
        boolean failed = true;
        while (failed) {
            long from = ++n;
            Path folder = prepared();
            FaultyFileSystem faulty = new FaultyFileSystem((number, name) -> failure.onCall(from, number, name));
            long saved = saveUntilFailure(faulty.wrap(folder));
            failed = faulty.calls() >= from;
            assertThat(faulty.openHandles()).as("call %d", n).isZero();
            assertLoads(folder, saved, "call " + n);
            CheckpointFolder.open(folder, 2).save(at(9));
            assertLoads(folder, 9, "after call " + n);
            if (failure != Failure.ALL_CALLS) { // then nobody can clean up; the next process does
                assertThat(names(folder)).noneMatch(name -> name.endsWith(".tmp"));
            }
        }
        System.out.println("failing file system, " + failure + ": " + (n - 1)
                + " places, all of them with a readable checkpoint and no open handle");
        assertThat(n).isGreaterThan(50);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Unforced.Damage.class)
    void powerFailureAtAnyCall_leavesTheOldOrTheNewCheckpoint(Unforced.Damage damage) throws IOException {
        long n = 0;
        boolean failed = true;
        while (failed) {
            n++;
            for (boolean undo : new boolean[] {false, true}) {
                long from = n;
                Path folder = prepared();
                FaultyFileSystem faulty =
                        new FaultyFileSystem((number, name) -> Failure.ALL_CALLS.onCall(from, number, name));
                long saved = saveUntilFailure(faulty.wrap(folder));
                failed = faulty.calls() >= from;
                faulty.unforced().lose(damage, undo);
                assertLoads(folder, saved, "call " + n + ", renames undone: " + undo);
            }
        }
        System.out.println("power failure, " + damage + ": " + 2 * (n - 1) + " cases, all with a readable checkpoint");
        assertThat(n).isGreaterThan(50);
    }

    /** The control: without forcing, such a failure does harm. */
    @Test
    void contentThatWasNotForced_isLost() throws IOException {
        FaultyFileSystem faulty = new FaultyFileSystem((number, name) -> {});
        Path file = directory.resolve("file");
        Files.write(faulty.wrap(file), new byte[] {1, 2, 3, 4});
        faulty.unforced().lose(Unforced.Damage.HALVED, false);
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        Path other = directory.resolve("other");
        Files.move(faulty.wrap(file), faulty.wrap(other));
        faulty.unforced().lose(Unforced.Damage.HALVED, true);
        assertThat(other).doesNotExist();
    }

    @Test
    void failureWhileReading_isAnErrorOrAnOlderCheckpoint_andRenamesNothing() throws IOException {
        Path folder = prepared();
        List<String> before = names(folder);
        long n = 0;
        boolean failed = true;
        while (failed) {
            long from = ++n;
            FaultyFileSystem faulty =
                    new FaultyFileSystem((number, name) -> Failure.ONE_CALL.onCall(from, number, name));
            try {
                CheckpointFolder.Found found =
                        CheckpointFolder.open(faulty.wrap(folder), 2).newest().orElseThrow();
                assertThat(found.checkpoint()).isEqualTo(at(found.checkpoint().steps()));
                assertThat(found.damaged()).hasSize(found.checkpoint().steps() == OLD ? 0 : 1);
            } catch (UncheckedIOException expected) {
                assertThat(expected).hasMessageStartingWith("Checkpoint ");
            }
            failed = faulty.calls() >= from;
            assertThat(faulty.openHandles()).as("call %d", n).isZero();
            assertThat(names(folder)).as("call %d", n).containsExactlyInAnyOrderElementsOf(before);
        }
        assertThat(n).isGreaterThan(5);
    }
}
