package org.rnn4j.data.vectors;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;

/**
 * Words and their vectors, all of one width; made by {@link WordVectorFile}. Reading is thread-safe. Close it when it is
 * no longer needed: it may hold a file.
 */
public interface WordVectors extends Closeable {
    /** The length of a vector. */
    int width();

    /** All words, in the order of the file. */
    Collection<String> words();

    /** Whether this word has a vector; words are compared as they are written. */
    boolean contains(String word);

    /**
     * The vector of a word, as a new array.
     *
     * @throws IllegalArgumentException if it has none
     */
    float[] vector(String word);

    /** The number of words. */
    default int size() {
        return words().size();
    }

    /** Gives back what is held; the vectors cannot be read any more. */
    @Override
    void close() throws IOException;
}
