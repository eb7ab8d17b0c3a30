package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    private static final byte[] OLD = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void write_createsAndReplacesAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("a.bin");
        AtomicFiles.write(file, OLD);
        assertThat(file).hasBinaryContent(OLD);
        AtomicFiles.write(file, new byte[0]);
        assertThat(file).isEmptyFile();
        assertOnly("a.bin");
    }

    @Test
    void contentThatClosesItsStream_isWritten() throws IOException {
        AtomicFiles.write(folder.resolve("a.bin"), out -> {
            out.write(OLD);
            out.close();
        });
        assertThat(folder.resolve("a.bin")).hasBinaryContent(OLD);
    }

    @Test
    void failingContent_leavesTheOldFileAndNoTemporaryOne() throws IOException {
        Path file = folder.resolve("a.bin");
        AtomicFiles.write(file, OLD);
        for (int written : new int[] {0, 10, 1_000_000}) {
            assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                        out.write(new byte[written]);
                        throw new IOException("disk full");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
            assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                        out.write(new byte[written]);
                        throw new AssertionError("a bug");
                    }))
                    .isInstanceOf(AssertionError.class);
            assertThat(file).hasBinaryContent(OLD);
            assertOnly("a.bin");
        }
    }

    @Test
    void missingFolderAndFolderAsTarget_areClearErrors() {
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("none/a.bin"), OLD))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContainingAll("none", "does not exist");
        assertThatThrownBy(() -> AtomicFiles.write(folder, OLD))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void temporaryFileOfADeadProcess_isRemovedByTheNextWriteAndOthersAreKept() throws IOException {
        Files.write(folder.resolve(".a.bin.999999999999-5-1.tmp"), OLD);
        Files.write(folder.resolve(".a.bin." + ProcessHandle.current().pid() + "-5-1.tmp"), OLD);
        Files.write(folder.resolve(".a.bin.backup.tmp"), OLD);
        Files.write(folder.resolve(".b.bin.999999999999-5-1.tmp"), OLD);
        AtomicFiles.write(folder.resolve("a.bin"), OLD);
        assertOnly("a.bin", ".a.bin.backup.tmp", ".b.bin.999999999999-5-1.tmp");
    }

    @Test
    void removeOrphans_removesThoseOfEveryTarget_andNothingElse() throws IOException {
        Files.write(folder.resolve(".a.bin.999999999999-5-1.tmp"), OLD);
        Files.write(folder.resolve(".b.999999999999-5-1.tmp"), OLD);
        String[] others = {
            ".a.bin." + processId() + "-1.tmp", ".a.bin.backup.tmp", "a.bin.999999999999-5-1.tmp", ".tmp", "tmp"
        };
        for (String name : others) {
            Files.write(folder.resolve(name), OLD);
        }
        AtomicFiles.removeOrphans(folder);
        assertOnly(others);
    }

    private static String processId() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + self.info().startInstant().orElseThrow().toEpochMilli();
    }

    @Test
    void temporaryFileOfARunningWriter_isKept() throws IOException {
        Path file = folder.resolve("a.bin");
        AtomicFiles.write(file, out -> {
            Thread other = new Thread(() -> {
                try {
                    AtomicFiles.write(file, new byte[] {9});
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            assertThat(file).hasBinaryContent(new byte[] {9});
            out.write(OLD);
        });
        assertThat(file).hasBinaryContent(OLD);
        assertOnly("a.bin");
    }

    @Test
    void symbolicLinkAsTarget_isReplacedAndItsFileIsUntouched() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside")).resolve("secret");
        Files.write(outside, new byte[] {7});
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, outside);
        } catch (IOException | UnsupportedOperationException e) {
            assumeThat(false).as("this system has no symbolic links").isTrue();
        }
        AtomicFiles.write(link, OLD);
        assertThat(outside).hasBinaryContent(new byte[] {7});
        assertThat(link).hasBinaryContent(OLD);
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    private void assertOnly(String... names) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }
}
