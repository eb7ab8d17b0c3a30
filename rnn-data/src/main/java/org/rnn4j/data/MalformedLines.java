package org.rnn4j.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader does with what it cannot read: the first malformed line is the end, or such lines are left out and
 * counted. A reader that leaves lines out says how many: {@link #count()}. Not thread-safe.
 *
 * <pre>{@code
 * MalformedLines malformed = MalformedLines.skipped();
 * List<LabelledSeries> series = UcrFile.read(file, StandardCharsets.UTF_8, malformed);
 * System.out.println(malformed.count() + " left out, the first: " + malformed.first());
 * }</pre>
 */
public final class MalformedLines {
    private final boolean skipping;
    private long count;
    private @Nullable DataFileException first;

    private MalformedLines(boolean skipping) {
        this.skipping = skipping;
    }

    /** The first malformed line is thrown as a {@link DataFileException}. */
    public static MalformedLines refused() {
        return new MalformedLines(false);
    }

    /** Malformed lines are left out and counted; what spoils the whole file (its encoding, a missing header) is thrown. */
    public static MalformedLines skipped() {
        return new MalformedLines(true);
    }

    /** The same decision with a count of its own: for a first look at lines that are read again. */
    public MalformedLines apart() {
        return new MalformedLines(skipping);
    }

    /** Called by a reader that met a malformed line: throws the problem, or counts it. */
    public void add(DataFileException problem) {
        if (!skipping) {
            throw problem;
        }
        count++;
        if (first == null) {
            first = problem;
        }
    }

    /** How many malformed lines, or pieces of several lines that belong together, were left out. */
    public long count() {
        return count;
    }

    /** The first problem that was left out; it names file and line. */
    public Optional<DataFileException> first() {
        return Optional.ofNullable(first);
    }

    @Override
    public String toString() {
        return "MalformedLines[" + (skipping ? count + " skipped]" : "refused]");
    }
}
