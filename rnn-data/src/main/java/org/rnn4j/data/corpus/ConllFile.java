package org.rnn4j.data.corpus;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;

/**
 * A kind of CoNLL file: one token per line with its columns, a blank line behind each sentence.
 *
 * <pre>{@code
 * ConllFile chunks = ConllFile.blanks("word", "pos", "chunk");
 * List<TaggedSentence> sentences = chunks.read(Path.of("train.txt.gz"), UTF_8, MalformedLines.refused());
 * }</pre>
 *
 * <p>A line with more or fewer columns spoils its sentence: if malformed lines are skipped, the whole sentence is left out
 * and counted once. Immutable.
 */
public final class ConllFile {
    private static final int ID = 0;

    private final List<String> columns;
    private final boolean tabs;
    private final boolean universal;

    private ConllFile(String[] columns, boolean tabs, boolean universal) {
        this.columns = List.of(columns);
        this.tabs = tabs;
        this.universal = universal;
        if (columns.length == 0 || new HashSet<>(this.columns).size() < columns.length) {
            throw new IllegalArgumentException(
                    "ConllFile: expected at least 1 column, each with a name of its own, but got " + this.columns);
        }
    }

    /** Columns between blanks or tabs, one or more; as in the tasks of 2000 to 2003. */
    public static ConllFile blanks(String... columns) {
        return new ConllFile(columns, false, false);
    }

    /** Columns between single tabs; a word may have blanks. */
    public static ConllFile tabs(String... columns) {
        return new ConllFile(columns, true, false);
    }

    /**
     * CoNLL-U, the format of Universal Dependencies: the columns id, form, lemma, upos, xpos, feats, head, deprel, deps and
     * misc between tabs. Lines that begin with {@code #} are comments; ranges of tokens ({@code 1-2}) and empty nodes
     * ({@code 1.1}) are passed over.
     */
    public static ConllFile universal() {
        return new ConllFile(
                new String[] {"id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc"},
                true,
                true);
    }

    /**
     * All sentences of a file, which is unpacked if its name ends with {@code .gz}.
     *
     * @throws DataFileException if a line is malformed and such lines are refused, or if the file is no such text
     */
    public List<TaggedSentence> read(Path file, Charset encoding, MalformedLines malformed) throws IOException {
        List<TaggedSentence> sentences = new ArrayList<>();
        try (LineReader lines = LineReader.open(file, encoding)) {
            TaggedSentence sentence = next(lines, malformed);
            while (sentence != null) {
                sentences.add(sentence);
                sentence = next(lines, malformed);
            }
        }
        return List.copyOf(sentences);
    }

    private @Nullable TaggedSentence next(LineReader lines, MalformedLines malformed) throws IOException {
        List<List<String>> collected = emptyColumns();
        boolean spoilt = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                if (!spoilt && !collected.get(0).isEmpty()) {
                    return new TaggedSentence(columns, collected);
                }
                spoilt = false;
                collected = emptyColumns();
            } else if (!spoilt && !isPassedOver(line)) {
                List<String> fields = fields(line);
                spoilt = !fits(fields);
                if (spoilt) {
                    malformed.add(lines.error("expected " + columns.size() + " columns " + columns + ", but found "
                            + fields.size() + (fields.contains("") ? ", some of them empty" : "")));
                } else {
                    add(collected, fields);
                }
            }
        }
        boolean found = !spoilt && !collected.get(0).isEmpty();
        return found ? new TaggedSentence(columns, collected) : null;
    }

    private List<List<String>> emptyColumns() {
        List<List<String>> empty = new ArrayList<>(columns.size());
        columns.forEach(unused -> empty.add(new ArrayList<>()));
        return empty;
    }

    private List<String> fields(String line) {
        return Arrays.asList(tabs ? line.split("\t", -1) : line.strip().split("[ \t]+"));
    }

    private boolean fits(List<String> fields) {
        return fields.size() == columns.size() && !fields.contains("");
    }

    private boolean isPassedOver(String line) {
        if (!universal) {
            return false;
        }
        String id = fields(line).get(ID);
        return line.startsWith("#") || id.matches("\\d+[-.]\\d+");
    }

    private static void add(List<List<String>> collected, List<String> fields) {
        for (int column = 0; column < fields.size(); column++) {
            collected.get(column).add(fields.get(column));
        }
    }

    @Override
    public String toString() {
        return "ConllFile" + columns;
    }
}
