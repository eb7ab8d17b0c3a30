package org.rnn4j.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.Mutants;

class LineReaderTest {
    @TempDir
    private Path folder;

    private List<String> lines(String name, byte[] bytes, Charset encoding) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        List<String> lines = new ArrayList<>();
        try (LineReader reader = LineReader.open(file, encoding)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
                assertThat(reader.line()).isEqualTo(lines.size());
            }
        }
        return lines;
    }

    private List<String> lines(String text) throws IOException {
        return lines("lines.txt", text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void allLineEnds_endALine() throws Exception {
        assertThat(lines("a\nb\r\nc\rd")).containsExactly("a", "b", "c", "d");
        assertThat(lines("a\n\r\n\r\n\rb\n")).containsExactly("a", "", "", "", "b");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("\uFEFFa\u2028b\n")).containsExactly("a\u2028b");
    }

    @Test
    void linesAcrossBuffers_stayWhole() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int length = 8_185; length < 8_200; length++) {
            expected.add("ä".repeat(length));
            text.append(expected.get(expected.size() - 1)).append("\r\n");
        }
        assertThat(lines(text.toString())).isEqualTo(expected);
    }

    @Test
    void otherEncodings_areRead() throws Exception {
        assertThat(lines("a", "Grüße\nß".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .containsExactly("Grüße", "ß");
        assertThat(lines("a", "Grüße\nß".getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16))
                .containsExactly("Grüße", "ß");
        assertThatThrownBy(() -> lines("a", new byte[] {'x', '\n', (byte) 0x80}, StandardCharsets.US_ASCII))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("US-ASCII")
                .hasMessageContaining("name the encoding");
    }

    @Test
    void packedFiles_areUnpacked() throws Exception {
        byte[] bytes = "Grüße\nß\n".getBytes(StandardCharsets.UTF_8);
        assertThat(lines("a.txt.GZ", packed(bytes), StandardCharsets.UTF_8)).containsExactly("Grüße", "ß");
    }

    @Test
    void damagedPackedFiles_areRefused() throws Exception {
        byte[] packed = packed("Grüße\nß\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> lines("a.gz", Arrays.copyOf(packed, packed.length / 2), StandardCharsets.UTF_8))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("gzip")
                .hasMessageContaining("a.gz, line ");
        packed[packed.length - 6] ^= 1;
        assertThatThrownBy(() -> lines("a.gz", packed, StandardCharsets.UTF_8)).isInstanceOf(DataFileException.class);
        assertThatThrownBy(() -> lines("a.gz", new byte[] {'a'}, StandardCharsets.UTF_8))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("the name says gzip");
    }

    @Test
    void mutantsOfPackedFiles_areReadOrRefused() throws Exception {
        int refused = Mutants.refused(
                folder.resolve("mutant.gz"),
                packed("one\ntwo ä\n".repeat(30).getBytes(StandardCharsets.UTF_8)),
                file -> {
                    try (LineReader reader = LineReader.open(file, StandardCharsets.UTF_8)) {
                        String line = reader.next();
                        while (line != null) {
                            line = reader.next();
                        }
                    }
                });
        assertThat(refused).isGreaterThan(1_200);
    }

    @Test
    void endlessLines_areRefusedBeforeTheyFillTheMemory() throws Exception {
        byte[] bytes = new byte[(1 << 24) + 1];
        Arrays.fill(bytes, (byte) 'a');
        assertThatThrownBy(() -> lines("a.gz", packed(bytes), StandardCharsets.UTF_8))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("at most");
        assertThat(lines("a", Arrays.copyOf(bytes, 1 << 24), StandardCharsets.UTF_8))
                .hasSize(1);
    }
}
