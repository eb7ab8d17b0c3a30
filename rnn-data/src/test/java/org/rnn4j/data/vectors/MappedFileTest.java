package org.rnn4j.data.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.MalformedLines;

class MappedFileTest {
    private static final int WORDS = 40;
    private static final int WIDTH = 3;

    @TempDir
    private Path folder;

    @Test
    void piecesOfAnySize_haveTheFilesBytes() throws Exception {
        byte[] bytes = new byte[64];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        for (int length : new int[] {1, 3, 63, 64}) { // with a shorter last piece and without
            Path file = Files.write(folder.resolve("bytes"), Arrays.copyOf(bytes, length));
            for (int bits = 0; bits < 8; bits++) {
                MappedFile mapped = MappedFile.open(file, bits);
                assertThat(mapped.size()).isEqualTo(length);
                for (int i = 0; i < length; i++) {
                    assertThat(mapped.get(i)).isEqualTo(bytes[i]);
                }
                assertThatThrownBy(() -> mapped.get(length)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void numbersAcrossTheBorderOfPieces_areRead() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset = 0; offset <= 7; offset++) {
            bytes.putFloat(offset, -1.5e-30f);
            Path file = Files.write(folder.resolve("number"), bytes.array());
            assertThat(MappedFile.open(file, 2).littleEndianFloat(offset)).isEqualTo(-1.5e-30f);
        }
    }

    @Test
    void wordsAndVectorsAcrossTheBorderOfPieces_areRead() throws Exception {
        Path file = Files.write(folder.resolve("vectors.bin"), word2vec());
        for (int bits = 0; bits < 8; bits++) {
            WordVectors vectors = new BinaryVectorReader(
                            file,
                            MappedFile.open(file, bits),
                            StandardCharsets.UTF_8,
                            word -> true,
                            MalformedLines.refused())
                    .read();
            assertThat(vectors.words()).hasSize(WORDS);
            for (int w = 0; w < WORDS; w++) {
                assertThat(vectors.vector(word(w)))
                        .as("word %d, 2^%d bytes", w, bits)
                        .isEqualTo(vector(w));
            }
        }
    }

    private static byte[] word2vec() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((WORDS + " " + WIDTH + "\n").getBytes(StandardCharsets.UTF_8));
        for (int w = 0; w < WORDS; w++) {
            bytes.writeBytes((word(w) + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer vector = ByteBuffer.allocate(WIDTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            vector.asFloatBuffer().put(vector(w));
            bytes.writeBytes(vector.array());
        }
        return bytes.toByteArray();
    }

    /** Words of many lengths, some of letters of two bytes, so that borders fall everywhere. */
    private static String word(int w) {
        return "wö".repeat(1 + w % 7) + w;
    }

    private static float[] vector(int w) {
        return new float[] {w + 0.1f, -w / 3f, 1e-20f * (w + 1)};
    }
}
