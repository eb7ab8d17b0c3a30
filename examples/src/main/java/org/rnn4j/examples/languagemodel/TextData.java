package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;

/**
 * A text to learn from, one to choose by and, if there is one, one to judge by.
 *
 * @param vocabulary the tokens of the training text
 * @param train the ids of the training text
 * @param validation the ids of the text that decides which epoch is the best
 * @param test the ids of the text that is looked at once, at the end; null if there is none
 */
record TextData(Vocabulary vocabulary, int[] train, int[] validation, int @Nullable [] test) {
    /** The part of a single file that is learnt from; the rest, its end, validates. */
    private static final double TRAINING_PART = 0.9;

    /** Fewer make no batches. */
    private static final int LEAST = 100;

    /**
     * Reads a folder with files whose names have {@code train}, {@code valid} and {@code test} in them, or one file,
     * whose last tenth validates. Text in UTF-8, packed with gzip where the name ends with .gz.
     *
     * @param minimumCount rarer tokens are unknown
     */
    static TextData read(Path data, Level level, int minimumCount) {
        try {
            return Files.isDirectory(data) ? folder(data, level, minimumCount) : file(data, level, minimumCount);
        } catch (DataFileException malformed) {
            throw UserError.of(malformed);
        } catch (IOException failure) {
            throw UserError.file("read", data, failure);
        }
    }

    private static TextData folder(Path folder, Level level, int minimumCount) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> isText(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        Path train = part(files, "train");
        if (train == null && files.size() == 1) {
            return file(files.get(0), level, minimumCount);
        }
        Path validation = part(files, "valid");
        Path test = part(files, "test");
        if (train == null || validation == null) {
            throw new UserError(folder + ": expected text files (.txt or .txt.gz) with train and valid in their names,"
                    + " or a single one, but found "
                    + files.stream().map(Path::getFileName).toList());
        }
        List<String> tokens = tokens(train, level);
        Vocabulary vocabulary = vocabulary(train, tokens, minimumCount);
        return new TextData(
                vocabulary,
                vocabulary.encode(tokens),
                vocabulary.encode(tokens(validation, level)),
                test == null ? null : vocabulary.encode(tokens(test, level)));
    }

    private static boolean isText(String name) {
        return name.endsWith(".txt") || name.endsWith(".txt.gz");
    }

    private static @Nullable Path part(List<Path> files, String name) {
        List<Path> named = files.stream()
                .filter(file -> file.getFileName().toString().contains(name))
                .toList();
        if (named.size() > 1) {
            throw new UserError("expected one file with " + name + " in its name, but found " + named);
        }
        return named.isEmpty() ? null : named.get(0);
    }

    private static TextData file(Path file, Level level, int minimumCount) throws IOException {
        List<String> tokens = tokens(file, level);
        int end = (int) (tokens.size() * TRAINING_PART);
        if (tokens.size() - end < LEAST) {
            throw new UserError(file + ": expected at least " + 10 * LEAST + " tokens, but got " + tokens.size());
        }
        List<String> train = tokens.subList(0, end);
        Vocabulary vocabulary = vocabulary(file, train, minimumCount);
        return new TextData(
                vocabulary, vocabulary.encode(train), vocabulary.encode(tokens.subList(end, tokens.size())), null);
    }

    private static List<String> tokens(Path file, Level level) throws IOException {
        List<String> tokens = level.corpus().read(file);
        if (tokens.size() < LEAST) {
            throw new UserError(
                    file + ": expected a text of at least " + LEAST + " " + level + ", but got " + tokens.size());
        }
        return tokens;
    }

    private static Vocabulary vocabulary(Path file, List<String> tokens, int minimumCount) {
        try {
            return Vocabulary.builder().add(tokens).minimumCount(minimumCount).build();
        } catch (IllegalArgumentException refused) {
            throw new UserError(file + ": " + refused.getMessage(), refused);
        }
    }

    /** The beginning of each text, in a vocabulary of what is learnt from. */
    TextData first(int trainTokens, int otherTokens) {
        List<String> beginning = vocabulary.decode(first(train, trainTokens));
        Vocabulary known = Vocabulary.builder().add(beginning).build();
        return new TextData(
                known,
                known.encode(beginning),
                known.encode(vocabulary.decode(first(validation, otherTokens))),
                test == null ? null : known.encode(vocabulary.decode(first(test, otherTokens))));
    }

    private static int[] first(int[] text, int tokens) {
        return Arrays.copyOf(text, Math.min(tokens, text.length));
    }
}
