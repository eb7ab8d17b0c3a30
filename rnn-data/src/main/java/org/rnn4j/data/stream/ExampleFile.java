package org.rnn4j.data.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Examples that can be read again and again, always the same in the same order: a file, or several one behind the other.
 *
 * @param <E> the type of an example
 */
@FunctionalInterface
public interface ExampleFile<E> {
    /** All examples from the first on, read one by one; whoever opens the stream closes it. */
    Stream<E> open() throws IOException;

    /**
     * A reader's examples as a stream that closes the reader, for readers such as {@link
     * org.rnn4j.data.table.TableReader}.
     */
    static <E, R extends Iterator<E> & Closeable> Stream<E> stream(R reader) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(() -> {
                    try {
                        reader.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
