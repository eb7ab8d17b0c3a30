package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

class ParameterFilesTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.safetensors");
    }

    private static Parameters model(float start) {
        return Parameters.builder()
                .add("weight", new Parameter(Tensor.matrix(new float[][] {{start, 2, 3}, {4, 5, 6}})))
                .add("bias", new Parameter(Tensor.vector(start, -1)))
                .add("scale", new Parameter(Tensor.of(new float[] {start})))
                .build();
    }

    @Test
    void savedParameters_areLoadedBitForBit() throws IOException {
        Parameters saved = model(0.1f);
        ParameterFiles.save(file, saved, Map.of("note", "first"));
        Parameters loaded = model(7);
        long version = loaded.get("bias").version();
        LoadReport report = ParameterFiles.load(file, loaded);
        assertThat(report.isComplete()).isTrue();
        assertThat(loaded.snapshot()).isEqualTo(saved.snapshot());
        assertThat(loaded.get("bias").version()).isGreaterThan(version);
        assertThat(SafetensorsFile.read(file).names()).containsExactly("weight", "bias", "scale");
        assertThat(SafetensorsFile.read(file).metadata()).containsExactly(Map.entry("note", "first"));
    }

    private void writeOther() throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", StoredTensor.of(Tensor.zeros(3, 2)));
        tensors.put("bias", StoredTensor.of(Tensor.vector(8, 9)));
        tensors.put("extra", StoredTensor.of(Tensor.vector(1)));
        SafetensorsFile.of(tensors, Map.of()).write(file);
    }

    @Test
    void differences_areAllListedAndNothingIsChanged() throws IOException {
        writeOther();
        Parameters model = model(7);
        Map<String, Tensor> before = model.snapshot();
        assertThatThrownBy(() -> ParameterFiles.load(file, model))
                .isInstanceOfSatisfying(ParameterMismatchException.class, e -> {
                    assertThat(e.report().missing()).containsExactly("scale");
                    assertThat(e.report().unexpected()).containsExactly("extra");
                    assertThat(e.report().mismatched())
                            .containsExactly(new LoadReport.Mismatch("weight", "F32[2, 3]", "F32[3, 2]"));
                })
                .hasMessageContainingAll(
                        file.toString(), "scale", "extra", "weight: expected F32[2, 3], but the file has F32[3, 2]");
        assertThat(model.snapshot()).isEqualTo(before);
    }

    @Test
    void partialLoad_takesWhatFitsAndReportsTheRest() throws IOException {
        writeOther();
        Parameters model = model(7);
        LoadReport report = ParameterFiles.load(file, model, LoadOption.PARTIAL);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).containsExactly("scale");
        assertThat(model.get("bias").values()).containsExactly(8, 9);
        assertThat(model.get("weight").values()).containsExactly(7, 2, 3, 4, 5, 6);
    }

    @Test
    void otherDataTypes_areWidenedOrAMismatch() throws IOException {
        Parameters model = Parameters.builder()
                .add("w", new Parameter(Tensor.vector(0, 0)))
                .build();
        SafetensorsFile.of(Map.of("w", StoredTensor.ofFloat16(new short[] {0x3c00, 0x4000}, 2)), Map.of())
                .write(file);
        ParameterFiles.load(file, model);
        assertThat(model.get("w").values()).containsExactly(1, 2);

        SafetensorsFile.of(Map.of("w", StoredTensor.of(new double[] {0.1, 0.2}, 2)), Map.of())
                .write(file);
        assertThatThrownBy(() -> ParameterFiles.load(file, model))
                .isInstanceOf(ParameterMismatchException.class)
                .hasMessageContaining("the file has F64[2]");
        ParameterFiles.load(file, model, LoadOption.ROUND_DOUBLES);
        assertThat(model.get("w").values()).containsExactly(0.1f, 0.2f);

        SafetensorsFile.of(Map.of("w", StoredTensor.of(new int[] {1, 2}, 2)), Map.of())
                .write(file);
        assertThatThrownBy(() -> ParameterFiles.load(file, model, LoadOption.ROUND_DOUBLES))
                .isInstanceOf(ParameterMismatchException.class);
    }

    @Test
    void damagedFile_changesNothing() throws IOException {
        ParameterFiles.save(file, model(0.1f), Map.of());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 4; // the last tensor: all others are sound
        Files.write(file, bytes);
        Parameters model = model(7);
        assertThatThrownBy(() -> ParameterFiles.load(file, model, LoadOption.PARTIAL))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContainingAll(file.toString(), "\"scale\"");
        assertThat(model.snapshot()).isEqualTo(model(7).snapshot());
    }

    @Test
    void sha256_isOverNamesShapesAndBits() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, "weight", new int[] {2, 3}, 0.1f, 2, 3, 4, 5, 6);
        append(bytes, "bias", new int[] {2}, 0.1f, -1);
        append(bytes, "scale", new int[0], 0.1f);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        assertThat(ParameterFiles.sha256(model(0.1f))).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(ParameterFiles.sha256(model(0.2f))).isNotEqualTo(ParameterFiles.sha256(model(0.1f)));
    }

    @Test
    void sha256OfManyValues_isTheSameAsInOnePiece() throws Exception {
        float[] values = new float[40_000];
        values[39_999] = 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, "w", new int[] {40_000}, values);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        Parameters parameters = Parameters.builder()
                .add("w", new Parameter(Tensor.vector(values)))
                .build();
        assertThat(ParameterFiles.sha256(parameters)).isEqualTo(HexFormat.of().formatHex(digest));
    }

    private static void append(ByteArrayOutputStream out, String name, int[] shape, float... values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(4 + 4 * shape.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(shape.length);
        for (int size : shape) {
            buffer.putInt(size);
        }
        for (float value : values) {
            buffer.putFloat(value);
        }
        out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        out.writeBytes(buffer.array());
    }
}
