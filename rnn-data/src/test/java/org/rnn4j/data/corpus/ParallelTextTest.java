package org.rnn4j.data.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.Mutants;
import org.rnn4j.data.RealData;

class ParallelTextTest {
    @TempDir
    private Path folder;

    private List<SentencePair> read(String source, String target, MalformedLines malformed) throws Exception {
        return ParallelText.read(
                Files.writeString(folder.resolve("text.en"), source),
                Files.writeString(folder.resolve("text.de"), target),
                UTF_8,
                malformed);
    }

    @Test
    void lines_makePairs() throws Exception {
        assertThat(read("a dog\ntwo\n", "ein Hund\nzwei", MalformedLines.refused()))
                .containsExactly(new SentencePair("a dog", "ein Hund"), new SentencePair("two", "zwei"));
        assertThat(read("", "", MalformedLines.refused())).isEmpty();
    }

    @Test
    void differentNumbersOfLines_areAlwaysRefused() {
        assertThatThrownBy(() -> read("a\nb\nc\n", "x\n", MalformedLines.skipped()))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("text.de: expected as many lines as ")
                .hasMessageContaining("text.en has (3), but found 1");
        assertThatThrownBy(() -> read("a\n", "x\ny\n", MalformedLines.refused()))
                .hasMessageContaining("text.de has (2), but found 1");
    }

    @Test
    void blankSides_areMalformed() throws Exception {
        MalformedLines malformed = MalformedLines.skipped();
        assertThat(read("a\n\nc\n", "x\ny\n \n", malformed)).containsExactly(new SentencePair("a", "x"));
        assertThat(malformed.count()).isEqualTo(2);
        assertThat(malformed.first().orElseThrow()).hasMessageContaining("text.en, line 2");
        assertThatThrownBy(() -> read("a\n", "\n", MalformedLines.refused())).hasMessageContaining("text.de, line 1");
    }

    @Test
    void mutants_areReadOrRefused() throws Exception {
        Path source = Files.writeString(folder.resolve("source"), "a\nb c\nd\n");
        byte[] target = "ä\nö ü\nß\n".getBytes(UTF_8);
        int refused = Mutants.refused(folder.resolve("mutant.lines"), target, file -> {
            try {
                assertThat(ParallelText.read(source, file, UTF_8, MalformedLines.refused()))
                        .hasSize(3);
            } catch (DataFileException expected) {
                if (!expected.file().equals(source.toString())) {
                    throw expected;
                }
            }
        });
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void multi30k_isRead() throws Exception {
        Path set = RealData.folder("multi30k").resolve("raw");
        assertThat(ParallelText.read(
                        set.resolve("val.en.gz"), set.resolve("val.de.gz"), UTF_8, MalformedLines.refused()))
                .hasSize(1_014);
        assertThatThrownBy(() -> ParallelText.read(
                        set.resolve("val.en.gz"),
                        set.resolve("test_2016_flickr.de.gz"),
                        UTF_8,
                        MalformedLines.skipped()))
                .hasMessageContaining("(1014), but found 1000");
    }
}
