package org.rnn4j.data.table;

import java.nio.file.Path;
import java.util.Locale;

/** How fields stand in a line. Both forms have one record per line and a line of column names at the top. */
public enum TableFormat {
    /** Fields between commas; fields in quotes may hold commas, line breaks and doubled quotes (RFC 4180). */
    CSV(',', '"'),

    /** Fields between tabs, without any quoting: a quote is a character like others, and no field can hold a tab. */
    TSV('\t', '\0'); // the reader lets no zero character pass, so it quotes nothing

    private final char separator;
    private final char quote;

    TableFormat(char separator, char quote) {
        this.separator = separator;
        this.quote = quote;
    }

    char separator() {
        return separator;
    }

    char quote() {
        return quote;
    }

    /** The format that a file's name ends with, {@code .csv} or {@code .tsv}; {@code .gz} may follow. */
    public static TableFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (TableFormat format : values()) {
            String ending = "." + format.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(ending) || name.endsWith(ending + ".gz")) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "TableFormat: expected a file name that ends with .csv or .tsv (or these and .gz), but got " + file);
    }
}
