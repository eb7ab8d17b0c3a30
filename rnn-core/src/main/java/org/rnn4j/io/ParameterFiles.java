package org.rnn4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/** Saves and loads the parameters of a model by name, as safetensors with the names and shapes of the model. */
public final class ParameterFiles {
    private static final int CHUNK_BYTES = 1 << 16;

    private ParameterFiles() {}

    /**
     * Writes all parameters in declared order, as a whole or not at all.
     *
     * @throws IllegalArgumentException if the format cannot hold a name or the metadata
     * @throws IOException if writing fails; an old file is untouched
     */
    public static void save(Path path, Parameters parameters, Map<String, String> metadata) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> tensors.put(name, Tensor.wrap(parameter.values(), parameter.shape())));
        SafetensorsFile.write(path, tensors, metadata);
    }

    /**
     * Reads a file into the parameters of the same names and shapes. F16 and BF16 are widened exactly.
     *
     * @return what was left out; complete unless {@link LoadOption#PARTIAL} is given
     * @throws ParameterMismatchException if a name is missing, unexpected or mismatched and loading is not partial;
     *     nothing was changed
     * @throws FileFormatException if the file is damaged; nothing was changed
     * @throws IOException if the file cannot be read; nothing was changed
     */
    public static LoadReport load(Path path, Parameters parameters, LoadOption... options) throws IOException {
        EnumSet<LoadOption> chosen = EnumSet.noneOf(LoadOption.class);
        chosen.addAll(Arrays.asList(options));
        Map<String, StoredTensor> stored = SafetensorsFile.read(path).tensors();
        Map<Parameter, Tensor> values = new LinkedHashMap<>();
        LoadReport report = compare(parameters, stored, chosen.contains(LoadOption.ROUND_DOUBLES), values);
        if (!report.isComplete() && !chosen.contains(LoadOption.PARTIAL)) {
            throw new ParameterMismatchException(path.toString(), report);
        }
        values.forEach(Parameter::set);
        return report;
    }

    private static LoadReport compare(
            Parameters parameters, Map<String, StoredTensor> stored, boolean round, Map<Parameter, Tensor> values) {
        List<String> missing = new ArrayList<>();
        List<LoadReport.Mismatch> mismatched = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            StoredTensor tensor = stored.get(name);
            if (tensor == null) {
                missing.add(name);
            } else if (fits(tensor, parameter, round)) {
                values.put(parameter, tensor.roundToTensor());
            } else {
                mismatched.add(new LoadReport.Mismatch(
                        name,
                        DataType.F32 + Arrays.toString(parameter.shape()),
                        tensor.dataType() + Arrays.toString(tensor.shape())));
            }
        });
        List<String> unexpected = new ArrayList<>(stored.keySet());
        unexpected.removeAll(parameters.asMap().keySet());
        return new LoadReport(missing, unexpected, mismatched);
    }

    private static boolean fits(StoredTensor tensor, Parameter parameter, boolean round) {
        boolean convertible = switch (tensor.dataType()) {
            case F32, F16, BF16 -> true;
            case F64 -> round;
            default -> false;
        };
        return convertible && Arrays.equals(tensor.shape(), parameter.shape());
    }

    /**
     * The SHA-256 of all parameters in declared order, as lower-case hexadecimal: of each the UTF-8 name, a zero byte,
     * rank and sizes as little-endian int32, then the bits of the values as little-endian int32 (all NaN as one).
     */
    public static String sha256(Parameters parameters) {
        MessageDigest digest = Checksums.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        parameters.forEach((name, parameter) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            update(digest, buffer, parameter.shape());
            update(digest, buffer, parameter.values());
        });
        return Checksums.hex(digest);
    }

    private static void update(MessageDigest digest, ByteBuffer buffer, int[] shape) {
        buffer.clear().putInt(shape.length);
        for (int size : shape) {
            flushIfFull(digest, buffer);
            buffer.putInt(size);
        }
        digest.update(buffer.flip());
    }

    private static void update(MessageDigest digest, ByteBuffer buffer, float[] values) {
        buffer.clear();
        for (float value : values) {
            flushIfFull(digest, buffer);
            buffer.putInt(Float.floatToIntBits(value));
        }
        digest.update(buffer.flip());
    }

    private static void flushIfFull(MessageDigest digest, ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            digest.update(buffer.flip());
            buffer.clear();
        }
    }
}
