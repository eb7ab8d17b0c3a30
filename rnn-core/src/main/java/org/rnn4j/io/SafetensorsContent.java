package org.rnn4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything a safetensors file will hold, checked, with its header ready; the data is encoded while it is written. */
final class SafetensorsContent implements AtomicFiles.Content {
    private static final int CHUNK_BYTES = 1 << 16;

    private final byte[] header;
    private final List<StoredTensor> dataOrder;

    private SafetensorsContent(byte[] header, List<StoredTensor> dataOrder) {
        this.header = header;
        this.dataOrder = dataOrder;
    }

    static SafetensorsContent of(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        List<Map.Entry<String, StoredTensor>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingInt(e -> -e.getValue().dataType().bytes()));
        Map<String, String> allMetadata = new TreeMap<>();
        metadata.forEach((key, value) -> allMetadata.put(checkedKey(key), checkedText(value)));
        List<TensorEntry> entries = new ArrayList<>();
        List<StoredTensor> dataOrder = new ArrayList<>();
        long begin = 0;
        for (Map.Entry<String, StoredTensor> named : ordered) {
            StoredTensor tensor = named.getValue();
            String name = checkedName(named.getKey());
            long end = begin + (long) tensor.count() * tensor.dataType().bytes();
            entries.add(new TensorEntry(name, tensor.dataType(), tensor.shape(), begin, end));
            dataOrder.add(tensor);
            allMetadata.put(Checksums.TENSOR_PREFIX + name, sha256(tensor));
            begin = end;
        }
        allMetadata.put(Checksums.HEADER_KEY, Checksums.ofHeader(allMetadata, entries));
        byte[] header = HeaderWriter.bytes(allMetadata, entries);
        checkReadable(header, begin);
        return new SafetensorsContent(header, dataOrder);
    }

    private static String checkedName(String name) {
        if (name.isEmpty() || name.equals(Header.METADATA_KEY)) {
            throw refused("a tensor cannot be named " + Quote.name(name));
        }
        return checkedText(name);
    }

    private static String checkedKey(String key) {
        if (Checksums.isReserved(key)) {
            throw refused("the metadata key " + Quote.name(key) + " is reserved for checksums; choose another");
        }
        return checkedText(key);
    }

    private static String checkedText(String text) {
        if (!Quote.isUnicode(text)) {
            throw refused("the text " + Quote.name(text) + " has half of a surrogate pair, which UTF-8 cannot hold");
        }
        return text;
    }

    /** What this class writes can be read: the header passes the same checks as one from a file. */
    private static void checkReadable(byte[] header, long dataBytes) {
        try (Source source = Source.of(header, "the new file", header.length + dataBytes)) {
            HeaderParser.parse(source);
        } catch (FileFormatException e) {
            throw refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException("SafetensorsFile: cannot be written: " + problem);
    }

    private static String sha256(StoredTensor tensor) {
        MessageDigest digest = Checksums.sha256();
        try {
            encode(tensor, (bytes, length) -> digest.update(bytes, 0, length));
        } catch (IOException e) {
            throw new IllegalStateException("hashing cannot fail", e);
        }
        return Checksums.hex(digest);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        for (StoredTensor tensor : dataOrder) {
            encode(tensor, (bytes, length) -> out.write(bytes, 0, length));
        }
    }

    @FunctionalInterface
    private interface Sink {
        void accept(byte[] bytes, int length) throws IOException;
    }

    private static void encode(StoredTensor tensor, Sink sink) throws IOException {
        int count = tensor.count();
        int chunk = Math.min(count, CHUNK_BYTES / tensor.dataType().bytes());
        ByteBuffer buffer =
                ByteBuffer.allocate(chunk * tensor.dataType().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += chunk) {
            TensorBytes.encode(tensor.values(), from, Math.min(chunk, count - from), buffer.clear());
            sink.accept(buffer.array(), buffer.position());
        }
    }
}
