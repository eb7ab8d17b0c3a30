package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Bad usage or bad input: the program ends with status 2 and this message, one line, on standard error. */
public final class UserError extends RuntimeException {
    /** An error with a message that says what was expected, what arrived and what to do. */
    public UserError(String message) {
        super(message);
    }

    /** An error with its cause, which is shown only when stack traces are asked for. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }

    /** An error in the words of its cause. */
    public static UserError of(RuntimeException cause) {
        return new UserError(words(cause), cause);
    }

    /** What went wrong with a file the user named; {@code doing} says what it was needed for. */
    public static UserError file(String doing, Path path, IOException cause) {
        String inner = cause instanceof FileSystemException failure ? failure.getFile() : null;
        String named = inner == null || inner.equals(path.toString()) ? "" : inner + ": ";
        return new UserError("cannot " + doing + " " + path + ": " + named + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        return words(cause);
    }

    private static String words(Exception cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
