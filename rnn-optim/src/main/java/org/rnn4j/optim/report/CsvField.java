package org.rnn4j.optim.report;

/** A field of a CSV file (RFC 4180). */
final class CsvField {
    private CsvField() {}

    /** The text, in quotation marks if it must be. */
    static String of(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
