package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.split.Fractions;
import org.rnn4j.data.split.Split;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.data.table.TableRow;
import org.rnn4j.data.table.TableWriter;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.examples.UserError;
import org.rnn4j.tensor.RandomKey;

/**
 * The names, divided into those to learn from, those to choose settings by and those to judge the result by.
 *
 * @param train the names to learn from
 * @param validation the names that decide when to stop
 * @param test the names that are looked at once, at the end
 */
record NameData(List<Name> train, List<Name> validation, List<Name> test) {
    private static final Fractions FRACTIONS = new Fractions(0.8, 0.1, 0.1);
    private static final String LANGUAGE = "language";
    private static final String NAME = "name";
    private static final String SPLIT = "split";

    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    /** Copies the lists. */
    NameData {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** The JDK's names, 80, 10 and 10 % of each language, by chance from this key. */
    static NameData ofLocales(RandomKey key) {
        List<Name> names = LocaleNames.read();
        List<String> languages = names.stream().map(Name::language).toList();
        Split split = Split.stratified(languages, FRACTIONS, key);
        return new NameData(pick(names, split.train()), pick(names, split.validation()), pick(names, split.test()));
    }

    private static List<Name> pick(List<Name> names, int[] indexes) {
        return Arrays.stream(indexes).mapToObj(names::get).toList();
    }

    /**
     * The names of a file as {@link #write} writes it, with its split; further columns are passed over.
     *
     * @throws UserError if the file cannot be read, is malformed, or has nothing in some part
     */
    static NameData read(Path file) {
        List<Name> train = new ArrayList<>();
        List<Name> validation = new ArrayList<>();
        List<Name> test = new ArrayList<>();
        try {
            for (TableRow row : TableReader.readAll(file, TableFormat.TSV, LANGUAGE, NAME, SPLIT)) {
                partOf(row, train, validation, test).add(nameOf(row));
            }
        } catch (DataFileException malformed) {
            throw UserError.of(malformed);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
        NameData data = new NameData(train, validation, test);
        data.requireUsable(file);
        return data;
    }

    private static List<Name> partOf(TableRow row, List<Name> train, List<Name> validation, List<Name> test) {
        return switch (row.get(SPLIT)) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
            default ->
                throw row.error(
                        "expected the split to be train, validation or test, but found '" + row.get(SPLIT) + "'");
        };
    }

    private static Name nameOf(TableRow row) {
        for (String column : List.of(LANGUAGE, NAME)) {
            if (row.get(column).isBlank()) {
                throw row.error("expected a " + column + ", but the field is empty");
            }
        }
        return new Name(row.get(NAME), row.get(LANGUAGE));
    }

    private void requireUsable(Path file) {
        Set<String> learnt = new HashSet<>(train.stream().map(Name::language).toList());
        requireUsable(file, TRAIN, train, learnt);
        requireUsable(file, VALIDATION, validation, learnt);
        requireUsable(file, TEST, test, learnt);
        if (learnt.size() < 2) {
            throw new UserError(file + ": expected names of at least two languages, but all are of " + learnt);
        }
    }

    private static void requireUsable(Path file, String part, List<Name> names, Set<String> learnt) {
        if (names.isEmpty()) {
            throw new UserError(file + ": expected names of all three splits, but none is marked " + part);
        }
        for (Name name : names) {
            if (!learnt.contains(name.language())) {
                throw new UserError(file + ": the language " + name.language() + " has names marked " + part
                        + ", but none marked train to learn it from");
            }
        }
    }

    /** Writes UTF-8 text, tab-separated, with a header. */
    void write(Path file) {
        List<List<String>> rows = new ArrayList<>();
        addRows(rows, train, TRAIN);
        addRows(rows, validation, VALIDATION);
        addRows(rows, test, TEST);
        try {
            TableWriter.write(file, TableFormat.TSV, List.of(LANGUAGE, NAME, SPLIT), rows);
        } catch (IOException failure) {
            throw UserError.file("write", file, failure);
        }
    }

    private static void addRows(List<List<String>> rows, List<Name> names, String part) {
        names.forEach(name -> rows.add(List.of(name.language(), name.text(), part)));
    }

    /** Some of the names: at most {@code train} to learn from and {@code others} of each of the other parts. */
    NameData sample(int train, int others, RandomKey key) {
        return new NameData(
                sample(this.train, train, key.child(TRAIN)),
                sample(validation, others, key.child(VALIDATION)),
                sample(test, others, key.child(TEST)));
    }

    private static List<Name> sample(List<Name> names, int most, RandomKey key) {
        int[] chosen = Arrays.copyOf(key.stream().permutation(names.size()), Math.min(most, names.size()));
        Arrays.sort(chosen);
        return pick(names, chosen);
    }

    /** The languages of all parts. */
    LabelSet languages() {
        List<String> all = new ArrayList<>();
        List.of(train, validation, test).forEach(part -> part.forEach(name -> all.add(name.language())));
        return LabelSet.sorted(all);
    }

    /** The number of names in all parts. */
    int size() {
        return train.size() + validation.size() + test.size();
    }
}
