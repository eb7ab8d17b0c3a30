package org.rnn4j.data.vectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.Mutants;
import org.rnn4j.data.RealData;

class WordVectorFileTest {
    private static final String GLOVE = "the 0.5 -1e-1\n. . . 2 3\nüber 4 5\n";

    @TempDir
    private Path folder;

    private Path text(String content) throws IOException {
        return Files.writeString(folder.resolve("vectors.txt"), content);
    }

    private static byte[] binary(String header, boolean lineFeeds, Object... wordsAndVectors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((header + "\n").getBytes(ISO_8859_1));
        for (int i = 0; i < wordsAndVectors.length; i += 2) {
            bytes.write((wordsAndVectors[i] + " ").getBytes(UTF_8));
            for (float value : (float[]) wordsAndVectors[i + 1]) {
                bytes.write(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array());
            }
            if (lineFeeds) {
                bytes.write('\n');
            }
        }
        return bytes.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("vectors.bin"), bytes);
    }

    private static final float[] ONE = {1.5f, -2};
    private static final float[] TWO = {3, Float.MIN_VALUE};

    @Test
    void glove_hasNoHeaderAndWordsWithBlanks() throws Exception {
        try (WordVectors vectors = WordVectorFile.glove(text(GLOVE)).open()) {
            assertThat(vectors.width()).isEqualTo(2);
            assertThat(vectors.words()).containsExactly("the", ". . .", "über");
            assertThat(vectors.vector("the")).containsExactly(0.5f, -0.1f);
            assertThat(vectors.vector(". . .")).containsExactly(2, 3);
            assertThat(vectors.contains("The")).isFalse();
            vectors.vector("the")[0] = 9;
            assertThat(vectors.vector("the")).containsExactly(0.5f, -0.1f);
            assertThatThrownBy(() -> vectors.vector("no")).hasMessageContaining("\"no\" is none of the 3 words");
        }
    }

    @Test
    void word2vecText_hasAHeader() throws Exception {
        try (WordVectors vectors =
                WordVectorFile.word2vecText(text("2 3\na 1 2 3 \nb 4 5 6\n")).open()) {
            assertThat(vectors.size()).isEqualTo(2);
            assertThat(vectors.vector("b")).containsExactly(4, 5, 6);
        }
    }

    /** A file of another format, or a line of another file, would otherwise give words that end in numbers. */
    @Test
    void surplusNumbersAndHeaders_areNoWords() throws Exception {
        assertThatThrownBy(() ->
                        WordVectorFile.glove(text("2 2\nthe 1 2\nof 3 4\n")).open())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 1", "open the file with word2vecText");
        for (String surplus : List.of("0.5", "-7", "1e-3", ".25")) {
            assertThatThrownBy(() -> WordVectorFile.glove(text("the 1 2\nof " + surplus + " 3 4\n"))
                            .open())
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 2", "found more numbers");
        }
        assertThatThrownBy(() ->
                        WordVectorFile.word2vecText(text("1 2\nthe 1 2 3\n")).open())
                .hasMessageContaining("found more numbers");
    }

    @Test
    void packedBinary_isRefused() throws Exception {
        Path packed = Files.write(folder.resolve("vectors.bin.gz"), new byte[] {31, -117});
        assertThatThrownBy(() -> WordVectorFile.word2vecBinary(packed).open())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("a packed file cannot be mapped; unpack it");
    }

    @Test
    void onlyWantedWords_areKept() throws Exception {
        WordVectors vectors = WordVectorFile.glove(text(GLOVE))
                .only(word -> word.equals("über"))
                .open();
        assertThat(vectors.words()).containsExactly("über");
        WordVectors mapped = WordVectorFile.word2vecBinary(file(binary("2 2", true, "a", ONE, "b", TWO)))
                .only(word -> word.equals("b"))
                .open();
        assertThat(mapped.words()).containsExactly("b");
        assertThat(mapped.vector("b")).containsExactly(TWO);
    }

    @Test
    void malformedLines_areRefusedOrCounted() throws Exception {
        String text = "a 1 2\nb 1\nc 1 x\na 3 4\n 5 6\nd 7 8\n";
        assertThatThrownBy(() -> WordVectorFile.glove(text(text)).open())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("vectors.txt, line 2: expected a word and 2 numbers");
        MalformedLines malformed = MalformedLines.skipped();
        WordVectors vectors =
                WordVectorFile.glove(text(text)).withMalformed(malformed).open();
        assertThat(vectors.words()).containsExactly("a", "d");
        assertThat(vectors.vector("a")).containsExactly(1, 2);
        assertThat(malformed.count()).isEqualTo(4);
        assertThatThrownBy(() -> WordVectorFile.glove(text("\n")).open()).isInstanceOf(DataFileException.class);
        assertThatThrownBy(() -> WordVectorFile.glove(text("")).open()).hasMessageContaining("at least 1 word");
    }

    @Test
    void headersThatDoNotFit_areRefusedOrCounted() throws Exception {
        assertThatThrownBy(() -> WordVectorFile.word2vecText(text("a 1 2\n")).open())
                .hasMessageContaining("line 1: expected the number of words and the width");
        assertThatThrownBy(
                        () -> WordVectorFile.word2vecText(text("9 2\na 1 2\n")).open())
                .hasMessageContaining("expected 9 words as the header says, but the file ends after 1");
        assertThatThrownBy(() ->
                        WordVectorFile.word2vecText(text("1 2\na 1 2\nb 1 2\n")).open())
                .hasMessageContaining("line 3: expected 1 words");
        MalformedLines malformed = MalformedLines.skipped();
        assertThat(WordVectorFile.word2vecText(text("9 2\na 1 2\n"))
                        .withMalformed(malformed)
                        .open()
                        .size())
                .isEqualTo(1);
        assertThat(malformed.count()).isEqualTo(1);
    }

    @Test
    void binary_isReadWithAndWithoutLineFeeds() throws Exception {
        for (boolean lineFeeds : new boolean[] {true, false}) {
            try (WordVectors vectors = WordVectorFile.word2vecBinary(
                            file(binary("2 2", lineFeeds, "ä", ONE, "b\u00A0c", TWO)))
                    .open()) {
                assertThat(vectors.words()).containsExactly("ä", "b\u00A0c");
                assertThat(vectors.vector("ä")).containsExactly(ONE);
                assertThat(vectors.vector("b\u00A0c")).containsExactly(TWO);
                assertThat(vectors.width()).isEqualTo(2);
            }
        }
    }

    @Test
    void closedVectors_cannotBeRead() throws Exception {
        WordVectors vectors = WordVectorFile.word2vecBinary(file(binary("1 2", true, "a", ONE)))
                .open();
        vectors.close();
        assertThatThrownBy(() -> vectors.vector("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are closed");
    }

    @Test
    void damagedBinaries_areRefused() throws Exception {
        byte[] good = binary("2 2", true, "a", ONE, "b", TWO);
        assertThatThrownBy(() -> WordVectorFile.word2vecBinary(file(Arrays.copyOf(good, good.length - 3)))
                        .open())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("vectors.bin, byte ");
        assertThatThrownBy(() -> WordVectorFile.word2vecBinary(file(binary("1 2", true, "a", ONE, "b", TWO)))
                        .open())
                .hasMessageContaining("but there is more");
        assertThatThrownBy(() -> WordVectorFile.word2vecBinary(file(binary("999999999 2", true, "a", ONE)))
                        .open())
                .hasMessageContaining("more than the file's");
        assertThatThrownBy(() ->
                        WordVectorFile.word2vecBinary(file(binary("x", true))).open())
                .hasMessageContaining("is this word2vec's format?");
        assertThatThrownBy(() -> WordVectorFile.word2vecBinary(file(binary("2 2", true, "a", ONE, "a", TWO)))
                        .open())
                .hasMessageContaining("\"a\" occurs again");
        WordVectors vectors = WordVectorFile.word2vecBinary(file(binary("1 2", true, "a", new float[] {1, Float.NaN})))
                .open();
        assertThatThrownBy(() -> vectors.vector("a"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("byte 10: expected a finite number");
        assertThatThrownBy(
                        () -> WordVectorFile.word2vecBinary(file(new byte[0])).open())
                .isInstanceOf(DataFileException.class);
    }

    @Test
    void mutants_areReadOrRefused() throws Exception {
        int ofText = Mutants.refused(folder.resolve("mutant.glove"), GLOVE.getBytes(UTF_8), file -> {
            try (WordVectors vectors = WordVectorFile.glove(file).open()) {
                vectors.words().forEach(word -> assertThat(vectors.vector(word)).hasSize(vectors.width()));
            }
        });
        assertThat(ofText).isGreaterThan(600);
        int ofHeaded = Mutants.refused(
                folder.resolve("mutant.vec"),
                "3 2\nthe 0.5 1\nof 2 3\nüber 4 5\n".getBytes(UTF_8),
                file -> WordVectorFile.word2vecText(file).open().close());
        assertThat(ofHeaded).isGreaterThan(900);
        int ofBinary =
                Mutants.refused(folder.resolve("mutant.bin"), binary("2 2", true, "the", ONE, "über", TWO), file -> {
                    try (WordVectors vectors =
                            WordVectorFile.word2vecBinary(file).open()) {
                        vectors.words()
                                .forEach(
                                        word -> assertThat(vectors.vector(word)).hasSize(2));
                    }
                });
        assertThat(ofBinary).isGreaterThan(900);
    }

    @Test
    void formatsOfOthers_areRead() throws Exception {
        Path set = RealData.folder("models/wordvec_formats");
        try (WordVectors text = WordVectorFile.word2vecText(set.resolve("google_news_30.txt"))
                        .open();
                WordVectors binary = WordVectorFile.word2vecBinary(set.resolve("google_news_30.bin"))
                        .open()) {
            assertThat(binary.words()).containsExactlyElementsOf(text.words()).hasSize(30);
            for (String word : text.words()) {
                assertThat(binary.vector(word)).containsExactly(text.vector(word), within(1e-5f));
            }
        }
        MalformedLines malformed = MalformedLines.skipped();
        WordVectors head = WordVectorFile.word2vecText(set.resolve("fast_text_head.vec"))
                .withMalformed(malformed)
                .open();
        assertThat(head.size()).isEqualTo(99);
        assertThat(malformed.first().orElseThrow()).hasMessageContaining("expected 999994 words");
    }
}
