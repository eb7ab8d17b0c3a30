package org.rnn4j.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.rnn4j.tensor.Tensor;

/**
 * The content of a safetensors file: named tensors and metadata. Immutable and thread-safe.
 *
 * <p>Reading is strict: the header must be as the format says and describe every byte of the file exactly once, and
 * checksums are compared when the file has them; anything else is a {@link FileFormatException}, thrown before
 * anything larger than the file is allocated. The header may list tensors in any order. Limits beyond the format's own:
 * 10,000 tensors and metadata
 * entries, checksums among them, 4,000,000 characters of names and metadata, rank 64, and a Java array's length.
 *
 * <p>Writing gives the same bytes for the same content: tensors in the order of the map, those with wider types first
 * so that all are aligned; metadata sorted by key; a SHA-256 of each tensor and of the header.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors</a>
 */
public final class SafetensorsFile {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Content to be written: tensors by name, in order, and metadata (keys {@code sha256*} are reserved). */
    public static SafetensorsFile of(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        return new SafetensorsFile(tensors, metadata);
    }

    /**
     * Reads and checks a file.
     *
     * @throws FileFormatException if the content is not exactly as the format says, or a checksum differs
     * @throws IOException if the file cannot be read
     */
    public static SafetensorsFile read(Path path) throws IOException {
        try (Source source = Source.open(path)) {
            return read(source);
        }
    }

    /** Reads and checks bytes in memory; {@code name} stands for the file in error messages. */
    public static SafetensorsFile read(byte[] bytes, String name) {
        try (Source source = Source.of(bytes, name)) {
            return read(source);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static SafetensorsFile read(Source source) throws IOException {
        Header header = HeaderParser.parse(source);
        Checksums.check(header, source);
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (TensorEntry entry : header.entries()) {
            tensors.put(entry.name(), readTensor(entry, header, source, buffer));
        }
        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        metadata.keySet().removeIf(Checksums::isReserved);
        return new SafetensorsFile(tensors, metadata);
    }

    private static StoredTensor readTensor(TensorEntry entry, Header header, Source source, ByteBuffer buffer)
            throws IOException {
        long start = source.position();
        DataType dataType = entry.dataType();
        Object values = TensorBytes.newArray(dataType, entry.count());
        MessageDigest digest = Checksums.sha256();
        int chunk = CHUNK_BYTES / dataType.bytes();
        for (int from = 0; from < entry.count(); from += chunk) {
            int count = Math.min(chunk, entry.count() - from);
            source.readFully(buffer.clear().limit(count * dataType.bytes()));
            digest.update(buffer.flip());
            int decoded = TensorBytes.decode(buffer.rewind(), values, from, count);
            if (decoded < count) {
                throw source.error(
                        start + from + decoded,
                        entry.name(),
                        "a BOOL must be 0 or 1, but found " + (buffer.get(decoded) & 0xff) + "; "
                                + HeaderParser.ADVICE);
            }
        }
        checkDigest(entry, header, source, start, digest);
        return new StoredTensor(dataType, entry.shape(), values, entry.count());
    }

    private static void checkDigest(TensorEntry entry, Header header, Source source, long start, MessageDigest digest) {
        String expected = header.metadata().get(Checksums.TENSOR_PREFIX + entry.name());
        if (expected == null) {
            return;
        }
        String computed = Checksums.hex(digest);
        if (!computed.equals(expected)) {
            throw source.error(
                    start,
                    entry.name(),
                    "the data's SHA-256 is " + computed + ", but the file's metadata says " + expected + "; "
                            + HeaderParser.ADVICE);
        }
    }

    /** Writes tensors of type F32, as {@link #write(Path)} does. */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> stored.put(name, StoredTensor.wrap(tensor)));
        new SafetensorsFile(stored, metadata).write(path);
    }

    /**
     * Writes the file as a whole or not at all, see {@link AtomicFiles}.
     *
     * @throws IllegalArgumentException if the format cannot hold a name or the metadata; nothing is written
     * @throws IOException if writing fails; an old file is untouched
     */
    public void write(Path path) throws IOException {
        SafetensorsContent content = SafetensorsContent.of(tensors, metadata);
        AtomicFiles.write(path, content);
    }

    /** The bytes that {@link #write(Path)} would write. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafetensorsContent.of(tensors, metadata).writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** The tensors by name, unmodifiable, in the order of their data. */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** The names of the tensors, in the order of their data. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** The tensor of this name; an error lists the names there are. */
    public StoredTensor get(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "SafetensorsFile: there is no tensor " + Quote.name(name) + "; the names are " + tensors.keySet());
        }
        return tensor;
    }

    /** The metadata, unmodifiable, without the checksums. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Equal tensors under equal names, in any order, and equal metadata. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SafetensorsFile that && tensors.equals(that.tensors) && metadata.equals(that.metadata);
    }

    @Override
    public int hashCode() {
        return 31 * tensors.hashCode() + metadata.hashCode();
    }

    @Override
    public String toString() {
        return "SafetensorsFile" + tensors.values() + metadata;
    }
}
