package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;

class TextCorpusTest {
    private static final String TEXT = " the <unk> of N \n\nthe end";

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void words_standBetweenWhiteSpaceAndEndLines() throws IOException {
        Path plain = file("a.txt", TEXT.getBytes(StandardCharsets.UTF_8));
        Path packed = file("a.txt.gz", packed(TEXT));
        assertThat(TextCorpus.words("<eos>").read(plain))
                .containsExactly("the", "<unk>", "of", "N", "<eos>", "<eos>", "the", "end", "<eos>");
        assertThat(TextCorpus.words("<eos>").read(packed))
                .isEqualTo(TextCorpus.words("<eos>").read(plain));
    }

    @Test
    void characters_areKeptWithTheirLineFeeds() throws IOException {
        Path plain = file("a.txt", "ab\r\n\u00e9 \ud83d\ude00\n".getBytes(StandardCharsets.UTF_8));
        assertThat(TextCorpus.characters().read(plain))
                .containsExactly("a", "b", "\n", "\u00e9", " ", "\ud83d\ude00", "\n");
    }

    @Test
    void whitespaceTokenizer_keepsEverythingElse() {
        assertThat(new WhitespaceTokenizer().tokens("\t a.b  'c' <d>\u2003e "))
                .containsExactly("a.b", "'c'", "<d>", "e");
        assertThat(new WhitespaceTokenizer().tokens("  ")).isEmpty();
    }

    @Test
    void damagedFiles_areErrorsWithTheirNames() throws IOException {
        Path notUtf8 = file("latin.txt", new byte[] {'a', (byte) 0xE9, ' '});
        Path notGzip = file("b.txt.gz", "plain".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TextCorpus.characters().read(notUtf8))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("latin.txt, line 1")
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> TextCorpus.characters().read(notGzip))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("b.txt.gz")
                .hasMessageContaining("the name says gzip");
        assertThat(TextCorpus.words("<eos>").read(notUtf8, StandardCharsets.ISO_8859_1))
                .containsExactly("aé", "<eos>");
        assertThatThrownBy(() -> TextCorpus.words("")).isInstanceOf(IllegalArgumentException.class);
    }
}
