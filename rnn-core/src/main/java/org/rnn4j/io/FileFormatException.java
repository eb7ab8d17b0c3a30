package org.rnn4j.io;

import org.jspecify.annotations.Nullable;

/**
 * Says that a file's content is damaged, hostile, too new or not of the expected format. The message names the file,
 * the byte offset, the tensor or key, what was expected, what was found and what to do. Errors of the file system
 * itself stay {@link java.io.IOException}.
 */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The value of {@link #offset()} when no single position is to blame. */
    public static final long NO_OFFSET = -1;

    private final String file;
    private final long offset;
    private final @Nullable String part;

    /**
     * An error at one place of a file.
     *
     * @param file the file's name as the caller gave it
     * @param offset the byte offset from the start of the file, or {@link #NO_OFFSET}
     * @param part the tensor or the path of the key, or null
     * @param problem what was expected, what was found and what to do
     */
    public FileFormatException(String file, long offset, @Nullable String part, String problem) {
        super(message(file, offset, part, problem));
        this.file = file;
        this.offset = offset;
        this.part = part;
    }

    private static String message(String file, long offset, @Nullable String part, String problem) {
        String place = offset == NO_OFFSET ? "" : ", byte " + offset;
        return file + place + (part == null ? "" : ", " + Quote.name(part)) + ": " + problem;
    }

    /** The file's name as the caller gave it. */
    public String file() {
        return file;
    }

    /** The byte offset from the start of the file, or {@link #NO_OFFSET}. */
    public long offset() {
        return offset;
    }

    /** The name of the tensor, or the path of the key in a JSON file; null where none is concerned. */
    public @Nullable String part() {
        return part;
    }
}
