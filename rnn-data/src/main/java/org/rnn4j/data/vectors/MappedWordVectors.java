package org.rnn4j.data.vectors;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;

/** Vectors that stay in their file; only the words and their places are in memory. */
final class MappedWordVectors implements WordVectors {
    private final String file;
    private final int width;
    private final Map<String, Long> offsets;
    private volatile @Nullable MappedFile bytes;

    MappedWordVectors(String file, int width, Map<String, Long> offsets, MappedFile bytes) {
        this.file = file;
        this.width = width;
        this.offsets = offsets;
        this.bytes = bytes;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Collection<String> words() {
        return Collections.unmodifiableSet(offsets.keySet());
    }

    @Override
    public boolean contains(String word) {
        return offsets.containsKey(word);
    }

    @Override
    public float[] vector(String word) {
        MappedFile open = bytes;
        if (open == null) {
            throw new IllegalStateException("WordVectors: the vectors of " + file + " are closed");
        }
        Long offset = offsets.get(word);
        if (offset == null) {
            throw TextWordVectors.unknown(word, size());
        }
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            long at = offset + (long) i * Float.BYTES;
            vector[i] = open.littleEndianFloat(at);
            if (!Float.isFinite(vector[i])) {
                throw DataFileException.atByte(
                        file, at, "expected a finite number, but found " + vector[i] + "; the file is damaged");
            }
        }
        return vector;
    }

    @Override
    public void close() {
        bytes = null;
    }

    @Override
    public String toString() {
        return "WordVectors[" + size() + " words of " + file + ", width " + width + "]";
    }
}
