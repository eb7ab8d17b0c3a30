package org.rnn4j.data;

/**
 * Says that a data file is damaged, hostile, too new or not of the expected form. The message names the file, the byte
 * offset or the line where one is to blame, what was expected, what was found and what to do. Errors of the file system
 * itself stay {@link java.io.IOException}.
 */
public final class DataFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The value of {@link #offset()} or {@link #line()} when the error has none. */
    public static final long NONE = -1;

    private final String file;
    private final long offset;
    private final long line;

    private DataFileException(String file, long offset, long line, String message) {
        super(message);
        this.file = file;
        this.offset = offset;
        this.line = line;
    }

    /** An error of the file as a whole. */
    public static DataFileException inFile(String file, String problem) {
        return new DataFileException(file, NONE, NONE, file + ": " + problem);
    }

    /** An error at a byte offset, counted from 0; without one if the offset is negative. */
    public static DataFileException atByte(String file, long offset, String problem) {
        return offset < 0
                ? inFile(file, problem)
                : new DataFileException(file, offset, NONE, file + ", byte " + offset + ": " + problem);
    }

    /** An error in a line, counted from 1. */
    public static DataFileException atLine(String file, long line, String problem) {
        return new DataFileException(file, NONE, line, file + ", line " + line + ": " + problem);
    }

    /** The file's name as the caller gave it. */
    public String file() {
        return file;
    }

    /** The byte offset from the start of the file, or {@link #NONE}. */
    public long offset() {
        return offset;
    }

    /** The line, counted from 1, or {@link #NONE}. */
    public long line() {
        return line;
    }
}
