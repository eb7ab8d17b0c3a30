package org.rnn4j.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void writing_replacesTheFileAndLeavesNoOther() throws Exception {
        Path file = folder.resolve("a.json");
        WholeFile.write(file, new byte[] {1, 2, 3});
        WholeFile.write(file, new byte[] {4});
        assertThat(Files.readAllBytes(file)).containsExactly(4);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void foldersInTheWayAndMissingFolders_areErrors() {
        assertThatThrownBy(() -> WholeFile.write(folder, new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("none").resolve("a"), new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void longerFilesThanTheMaximum_areRefused() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[100]);
        assertThat(WholeFile.read(file, 100)).hasSize(100);
        assertThatThrownBy(() -> WholeFile.read(file, 99))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("at most 99 bytes");
    }

    @Test
    void whatCouldNotBeReadBack_isNotWritten() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[] {7});
        assertThatThrownBy(() -> WholeFile.write(file, new byte[100], 99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ": expected at most 99 bytes")
                .hasMessageContaining("but got 100");
        assertThat(Files.readAllBytes(file)).containsExactly(7);
        WholeFile.write(file, new byte[99], 99);
        assertThat(WholeFile.read(file, 99)).hasSize(99);
    }

    @Test
    void newFiles_areAsReadableAsAnyOther() throws Exception {
        Path usual = Files.write(folder.resolve("usual"), new byte[1]);
        Path written = folder.resolve("written");
        WholeFile.write(written, new byte[1]);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(written)).isEqualTo(Files.getPosixFilePermissions(usual));
        }
    }
}
