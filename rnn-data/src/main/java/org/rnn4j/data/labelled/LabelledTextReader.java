package org.rnn4j.data.labelled;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.data.table.TableRow;

/**
 * The labelled texts of a table one by one, so that the table may be larger than memory; made by {@link
 * LabelledTable#open}. Not thread-safe.
 */
public final class LabelledTextReader implements Iterator<LabelledText>, Closeable {
    private final TableReader rows;
    private final String label;
    private final List<String> texts;
    private final MalformedLines malformed;
    private @Nullable LabelledText next;

    LabelledTextReader(TableReader rows, String label, List<String> texts, MalformedLines malformed) {
        this.rows = rows;
        this.label = label;
        this.texts = texts;
        this.malformed = malformed;
    }

    /**
     * Whether there is another text.
     *
     * @throws org.rnn4j.data.DataFileException if the next row is malformed, and malformed rows are refused
     * @throws UncheckedIOException if the file cannot be read on
     */
    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            next = textOf(rows.next());
        }
        return next != null;
    }

    @Override
    public LabelledText next() {
        LabelledText text = hasNext() ? next : null;
        if (text == null) {
            throw new NoSuchElementException("LabelledTextReader: there are no more texts");
        }
        next = null;
        return text;
    }

    private @Nullable LabelledText textOf(TableRow row) {
        String text = String.join(" ", texts.stream().map(row::get).toList());
        if (text.isBlank() || row.get(label).isBlank()) {
            String empty = text.isBlank() ? "a text in " + String.join(", ", texts) : "a label in " + label;
            malformed.add(row.error("expected " + empty + ", but the field is empty"));
            return null;
        }
        return new LabelledText(text, row.get(label));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
