package org.rnn4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;

class TableRecordsTest {
    /** A malformed record, behind which the parser counts anew, and one that can be read. */
    private static final String TWO_LINES = "1,\"y\"z\n2,x\n";

    private static TableRecords records(Reader text) {
        return new TableRecords("a.csv", text, TableFormat.CSV);
    }

    private static void assertRefusedInLine3(String record, String problem) throws IOException {
        try (TableRecords records = records(new StringReader(TWO_LINES + record))) {
            assertThat(records.next(MalformedLines.skipped()))
                    .extracting(TableRecords.Fields::line)
                    .isEqualTo(2L);
            assertThatThrownBy(() -> records.next(MalformedLines.refused()))
                    .isInstanceOf(DataFileException.class)
                    .hasMessage("a.csv, line 3: malformed record: " + problem);
        }
    }

    @Test
    void messagesOfTheParser_nameNoLineOfTheirOwn() throws IOException {
        assertRefusedInLine3("3,\"y", "Unclosed quoted field at end of input");
        assertRefusedInLine3(",".repeat(1 << 14), "Record has surpassed the maximum limit of 16384 fields");
        assertThat(TableRecords.withoutLine(
                        "Field at index 7 in record starting at line 12 exceeds the max field size of 9 characters"))
                .isEqualTo("Field at index 7 exceeds the max field size of 9 characters");
    }

    /** Two lines, and behind them an error instead of more text. */
    private static TableRecords brokenBehind(Throwable failure) {
        return records(new FilterReader(new StringReader(TWO_LINES)) {
            @Override
            public int read(char[] target, int from, int count) throws IOException {
                int read = super.read(target, from, count);
                if (read < 0) {
                    throwAsItIs(failure);
                }
                return read;
            }
        });
    }

    private static void throwAsItIs(Throwable failure) throws IOException {
        if (failure instanceof IOException ofTheFileSystem) {
            throw ofTheFileSystem;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void errorsBelowTheParser_areNoMalformedRecords() throws IOException {
        for (Throwable failure :
                new Throwable[] {new IllegalStateException("a defect"), new AssertionError("another")}) {
            MalformedLines malformed = MalformedLines.skipped();
            try (TableRecords records = brokenBehind(failure)) {
                records.next(malformed);
                assertThatThrownBy(() -> records.next(malformed)).isSameAs(failure);
                assertThat(malformed.count()).isEqualTo(1);
            }
        }
    }

    @Test
    void errorsOfTheFileSystem_nameTheLineOfTheFile() throws IOException {
        IOException failure = new IOException("the disk is gone");
        try (TableRecords records = brokenBehind(failure)) {
            records.next(MalformedLines.skipped());
            assertThatThrownBy(() -> records.next(MalformedLines.skipped()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("a.csv, line 3: the file cannot be read on from here: the disk is gone")
                    .hasCause(failure);
        }
    }
}
