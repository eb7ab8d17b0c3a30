package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rnn4j.io.SafetensorsBytes.entry;
import static org.rnn4j.io.SafetensorsBytes.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.tensor.Tensor;

class SafetensorsFileTest {
    /** One tensor of every type, of several ranks, some without values. */
    static SafetensorsFile everyType() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("bool", StoredTensor.of(new boolean[] {true, false, true}, 3));
        tensors.put("float", StoredTensor.of(Tensor.matrix(new float[][] {{1, -0f, Float.NaN}, {4, 5, 1e-45f}})));
        tensors.put("double", StoredTensor.of(new double[] {Math.PI, Double.MIN_VALUE}, 1, 2));
        tensors.put("half", StoredTensor.ofFloat16(new short[] {0x3c00, (short) 0x8001}, 2));
        tensors.put("bfloat", StoredTensor.ofBfloat16(new short[] {0x3f80, (short) 0xff80, 1}, 3, 1));
        tensors.put("long", StoredTensor.of(new long[] {Long.MIN_VALUE, 7}, 2));
        tensors.put("int", StoredTensor.of(new int[] {Integer.MAX_VALUE}));
        tensors.put("byte", StoredTensor.of(new byte[] {-1, 0, 1}, 3));
        tensors.put("empty", StoredTensor.of(new double[0], 3, 0));
        tensors.put("naïve \"名\"\\\u0001", StoredTensor.of(new int[] {1, 2}, 2));
        return SafetensorsFile.of(tensors, Map.of("who", "a test ü", "empty", ""));
    }

    @Test
    void everyType_isReadAsWritten() {
        SafetensorsFile written = everyType();
        SafetensorsFile read = SafetensorsFile.read(written.toBytes(), "memory");
        assertThat(read).isEqualTo(written);
        assertThat(read.metadata()).isEqualTo(Map.of("who", "a test ü", "empty", ""));
        assertThat(read.get("double").toDoubles()).containsExactly(Math.PI, Double.MIN_VALUE);
        assertThat(read.get("float").toTensor().get(1, 2)).isEqualTo(1e-45f);
        assertThat(read.get("long").toLongs()).containsExactly(Long.MIN_VALUE, 7);
        assertThat(read.get("int").toInts()).containsExactly(Integer.MAX_VALUE);
        assertThat(read.get("int").shape()).isEmpty();
        assertThat(read.get("byte").toInts()).containsExactly(255, 0, 1);
        assertThat(read.get("byte").toLongs()).containsExactly(255, 0, 1);
        assertThat(read.get("byte").toBytes()).containsExactly(-1, 0, 1);
        assertThat(read.get("bool").toBooleans()).containsExactly(true, false, true);
        assertThat(read.get("half").toHalfBits()).containsExactly(0x3c00, 0x8001);
        assertThat(read.get("bfloat").toTensor())
                .isEqualTo(Tensor.of(new float[] {1, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(1 << 16)}, 3, 1));
        assertThat(read.get("empty").shape()).containsExactly(3, 0);
    }

    @Test
    void floatBits_surviveEvenAsSignallingNaN() {
        byte[] bytes = file("{" + entry("x", "F32", "[1]", "[0,4]") + "}", 4);
        bytes[bytes.length - 4] = 1;
        bytes[bytes.length - 2] = (byte) 0x80;
        bytes[bytes.length - 1] = 0x7f;
        byte[] again = SafetensorsFile.read(bytes, "memory").toBytes();
        assertThat(Arrays.copyOfRange(again, again.length - 4, again.length)).containsExactly(1, 0, 0x80, 0x7f);
    }

    @Test
    void tensorsLargerThanAChunk_areReadAsWritten(@TempDir Path folder) throws IOException {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.37f;
        }
        boolean[] flags = new boolean[70_001];
        flags[70_000] = true;
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("values", StoredTensor.of(Tensor.vector(values)));
        tensors.put("flags", StoredTensor.of(flags, 70_001));
        SafetensorsFile file = SafetensorsFile.of(tensors, Map.of());
        file.write(folder.resolve("large.safetensors"));
        assertThat(SafetensorsFile.read(folder.resolve("large.safetensors"))).isEqualTo(file);
    }

    @Test
    void write_givesTheSameBytesWhateverTheOrderOfTheMetadata() {
        Map<String, StoredTensor> tensors = Map.of("x", StoredTensor.of(new int[] {1}, 1));
        Map<String, String> forwards = new LinkedHashMap<>(Map.of("a", "1"));
        forwards.put("b", "2");
        Map<String, String> backwards = new LinkedHashMap<>(Map.of("b", "2"));
        backwards.put("a", "1");
        assertThat(SafetensorsFile.of(tensors, forwards).toBytes())
                .isEqualTo(SafetensorsFile.of(tensors, backwards).toBytes());
    }

    @Test
    void write_alignsTheDataAndKeepsTheOrderWithinAType() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("b", StoredTensor.of(new byte[] {1}, 1));
        tensors.put("z", StoredTensor.of(new int[] {1}, 1));
        tensors.put("d", StoredTensor.of(new double[] {1}, 1));
        tensors.put("a", StoredTensor.of(new int[] {1}, 1));
        byte[] bytes = SafetensorsFile.of(tensors, Map.of()).toBytes();
        assertThat(SafetensorsFile.read(bytes, "memory").names()).containsExactly("d", "z", "a", "b");
        assertThat((bytes.length - 17) % 8).isZero();
        assertThat(bytes[bytes.length - 18]).isIn((byte) ' ', (byte) '}');
    }

    @Test
    void staticWrite_holdsTensorsInDeclaredOrder(@TempDir Path folder) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("second", Tensor.vector(1, 2));
        tensors.put("first", Tensor.of(new float[] {3}));
        Path path = folder.resolve("model.safetensors");
        SafetensorsFile.write(path, tensors, Map.of("note", "n"));
        SafetensorsFile read = SafetensorsFile.read(path);
        assertThat(read.names()).containsExactly("second", "first");
        assertThat(read.get("first").toTensor()).isEqualTo(Tensor.of(new float[] {3}));
        assertThat(read.metadata()).containsExactly(Map.entry("note", "n"));
    }

    @Test
    void bytesOfASmallFile_areTheRecordedOnes() {
        Map<String, StoredTensor> tensors = Map.of("x", StoredTensor.of(new int[] {1}, 1));
        String text = new String(SafetensorsFile.of(tensors, Map.of()).toBytes(), StandardCharsets.ISO_8859_1);
        assertThat(text.substring(8))
                .startsWith("{\"__metadata__\":{\"sha256-header\":\"")
                .contains("\"sha256.x\":\"67abdd721024f0ff4e0b3f4c2fc13bc5bad42d0b7851d456d88d203d15aaa450\"}")
                .contains(",\"x\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}")
                .endsWith("\u0001\0\0\0");
    }

    @Test
    void foreignFile_isReadWithoutChecksumsAndInAnyListingOrder() {
        String header = "{ \"__metadata__\" : {\"format\":\"pt\"},\n\t" + entry("b", "U8", "[2]", "[2,4]") + ","
                + entry("none", "F32", "[0,5]", "[2,2]") + "," + entry("a", "U8", "[2]", "[0,2]") + "}     ";
        byte[] bytes = file(header, 4);
        bytes[bytes.length - 1] = 9;
        SafetensorsFile read = SafetensorsFile.read(bytes, "memory");
        assertThat(read.names()).containsExactly("a", "none", "b");
        assertThat(read.get("b").toInts()).containsExactly(0, 9);
        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
    }

    @Test
    void fileWithoutTensors_isLegal() {
        assertThat(SafetensorsFile.read(file("{}", 0), "memory").names()).isEmpty();
        byte[] written = SafetensorsFile.of(Map.of(), Map.of()).toBytes();
        assertThat(SafetensorsFile.read(written, "memory").names()).isEmpty();
    }

    @Test
    void conversionThatWouldRound_isRefusedUnlessAskedFor() {
        StoredTensor doubles = StoredTensor.of(new double[] {0.1}, 1);
        assertThatThrownBy(doubles::toTensor)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("F64", "[1]", "roundToTensor");
        assertThat(doubles.roundToTensor()).isEqualTo(Tensor.vector(0.1f));
        StoredTensor longs = StoredTensor.of(new long[] {1}, 1);
        assertThatThrownBy(longs::toTensor).hasMessageContaining("I64");
        assertThatThrownBy(longs::roundToTensor).hasMessageContaining("I64");
        assertThatThrownBy(longs::toInts).hasMessageContaining("I64");
        assertThatThrownBy(longs::toBooleans).hasMessageContaining("I64");
        assertThatThrownBy(longs::toBytes).hasMessageContaining("I64");
        assertThatThrownBy(longs::toHalfBits).hasMessageContaining("I64");
        assertThatThrownBy(longs::toDoubles).hasMessageContaining("I64");
        assertThatThrownBy(doubles::toLongs).hasMessageContaining("F64");
    }

    @Test
    void storedTensor_refusesAnotherNumberOfValues() {
        assertThatThrownBy(() -> StoredTensor.of(new int[] {1, 2}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[3]", "3 elements", "2 values");
    }

    @Test
    void get_listsTheNamesThereAre() {
        assertThatThrownBy(() -> everyType().get("flaot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"flaot\"", "float");
    }

    @Test
    void namesTheFormatCannotHold_areRefusedAndNothingIsWritten(@TempDir Path folder) throws IOException {
        StoredTensor one = StoredTensor.of(new int[] {1}, 1);
        for (String name : new String[] {"__metadata__", "", "\ud800", "x".repeat(5_000)}) {
            assertRefusedWrite(SafetensorsFile.of(Map.of(name, one), Map.of()), folder);
        }
        assertRefusedWrite(SafetensorsFile.of(Map.of("x", one), Map.of("sha256.x", "0")), folder);
        assertRefusedWrite(SafetensorsFile.of(Map.of("x", one), Map.of("sha256-header", "0")), folder);
        assertRefusedWrite(SafetensorsFile.of(Map.of("x", one), Map.of("a", "\udc00")), folder);
        assertRefusedWrite(SafetensorsFile.of(Map.of("x", one), Map.of("\ud800a", "a")), folder);
        assertRefusedWrite(SafetensorsFile.of(Map.of("x", one), Map.of("a", "x".repeat(3_000_000))), folder);
    }

    private static void assertRefusedWrite(SafetensorsFile file, Path folder) throws IOException {
        assertThatThrownBy(() -> file.write(folder.resolve("x.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void missingFile_isAnErrorOfTheFileSystemAndAFolderIsNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> SafetensorsFile.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SafetensorsFile.read(folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void changedDataByte_isRefusedWithFileOffsetAndTensor() {
        byte[] bytes = SafetensorsFile.of(Map.of("w", StoredTensor.of(Tensor.vector(1, 2))), Map.of())
                .toBytes();
        bytes[bytes.length - 1] ^= 1;
        assertThatThrownBy(() -> SafetensorsFile.read(bytes, "my.safetensors"))
                .isInstanceOfSatisfying(FileFormatException.class, e -> {
                    assertThat(e.file()).isEqualTo("my.safetensors");
                    assertThat(e.offset()).isEqualTo(bytes.length - 8);
                    assertThat(e.part()).isEqualTo("w");
                })
                .hasMessageContainingAll("my.safetensors", "byte " + (bytes.length - 8), "\"w\"", "SHA-256");
    }

    @Test
    void missingChecksum_isRefusedWhereOthersArePresent() {
        String metadata = "{\"__metadata__\":{\"sha256.a\":\"00\"}," + entry("b", "U8", "[1]", "[0,1]") + "}";
        assertThatThrownBy(() -> SafetensorsFile.read(file(metadata, 1), "f"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContainingAll("\"b\"", "checksum");
        String noHeader = metadata.replace("sha256.a", "sha256.b");
        assertThatThrownBy(() -> SafetensorsFile.read(file(noHeader, 1), "f"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContainingAll("sha256-header", "null");
    }
}
