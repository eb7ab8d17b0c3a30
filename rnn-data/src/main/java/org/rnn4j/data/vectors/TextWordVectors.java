package org.rnn4j.data.vectors;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.internal.Text;

/** Vectors in memory. */
final class TextWordVectors implements WordVectors {
    private final int width;
    private final Map<String, float[]> vectors;

    TextWordVectors(int width, Map<String, float[]> vectors) {
        this.width = width;
        this.vectors = vectors;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Collection<String> words() {
        return Collections.unmodifiableSet(vectors.keySet());
    }

    @Override
    public boolean contains(String word) {
        return vectors.containsKey(word);
    }

    @Override
    public float[] vector(String word) {
        float @Nullable [] vector = vectors.get(word);
        if (vector == null) {
            throw unknown(word, size());
        }
        return vector.clone();
    }

    static IllegalArgumentException unknown(String word, int size) {
        return new IllegalArgumentException(
                "WordVectors: " + Text.quote(word) + " is none of the " + size + " words; ask contains(word) before");
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "WordVectors[" + size() + " words, width " + width + "]";
    }
}
