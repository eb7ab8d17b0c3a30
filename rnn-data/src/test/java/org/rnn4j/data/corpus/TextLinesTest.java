package org.rnn4j.data.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.Mutants;
import org.rnn4j.data.RealData;

class TextLinesTest {
    @TempDir
    private Path folder;

    @Test
    void lines_areAsTheyAre() throws Exception {
        Path file = Files.write(folder.resolve("a.txt"), " ä \n\nb\r\n".getBytes(ISO_8859_1));
        assertThat(TextLines.read(file, ISO_8859_1)).containsExactly(" ä ", "", "b");
        assertThatThrownBy(() -> TextLines.read(file, UTF_8))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("a.txt, line 1");
        assertThatThrownBy(() -> TextLines.read(folder.resolve("none"), UTF_8)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void stream_readsNoFurtherThanItIsAsked() throws Exception {
        Path file = Files.write(folder.resolve("a.txt"), ("good\n".repeat(100_000) + "\0").getBytes(UTF_8));
        try (Stream<String> lines = TextLines.open(file, UTF_8)) {
            assertThat(lines.limit(3)).containsExactly("good", "good", "good");
        }
        try (Stream<String> lines = TextLines.open(file, UTF_8)) {
            assertThatThrownBy(lines::count)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 100001");
        }
    }

    @Test
    void mutants_areReadOrRefused() throws Exception {
        int refused = Mutants.refused(
                folder.resolve("mutant.lines"),
                "eins\nzwei ä\n\ndrei\r\n".getBytes(UTF_8),
                file -> assertThat(TextLines.read(file, UTF_8))
                        .allMatch(line -> line.indexOf('\n') < 0 && line.indexOf('\r') < 0 && line.indexOf(0) < 0));
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void pennTreebank_isRead() throws Exception {
        Path set = RealData.folder("ptb");
        assertThat(TextLines.read(set.resolve("ptb.valid.txt.gz"), UTF_8)).hasSize(3_370);
    }
}
