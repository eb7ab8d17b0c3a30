package org.rnn4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.Mutants;
import org.rnn4j.tensor.RandomKey;

class TableReaderTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("table.txt"), bytes);
    }

    private List<List<String>> rows(String text, TableFormat format) throws Exception {
        return TableReader.readAll(file(text), format).stream()
                .map(TableRow::fields)
                .toList();
    }

    private void assertRefused(String text, TableFormat format, long line, String trace) throws Exception {
        Path file = file(text);
        DataFileException refusal =
                catchThrowableOfType(DataFileException.class, () -> TableReader.readAll(file, format));
        assertThat(refusal).as(text).isNotNull().hasMessageContaining(trace).hasMessageContaining(file.toString());
        assertThat(refusal.line()).as(text).isEqualTo(line);
        assertThat(refusal.file()).isEqualTo(file.toString());
    }

    @Test
    void fields_areFoundByColumnNames() throws Exception {
        List<TableRow> rows = TableReader.readAll(
                file("language\tname\tsplit\nde\tÖsterreich\ttrain\nfr\tAutriche\ttest\n"),
                TableFormat.TSV,
                "name",
                "split");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("name")).isEqualTo("Österreich");
        assertThat(rows.get(1).get("split")).isEqualTo("test");
        assertThat(rows.get(1).line()).isEqualTo(3);
        assertThatThrownBy(() -> rows.get(0).get("label"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no column \"label\" among [language, name, split]");
        assertThat(rows.get(1).error("the split is odd"))
                .hasMessage(folder.resolve("table.txt") + ", line 3: the split is odd");
    }

    @Test
    void tsv_knowsNoQuotes() throws Exception {
        assertThat(rows("a\tb\n\"x\ty\"\n\"\"\t#\n' \t,\n", TableFormat.TSV))
                .containsExactly(List.of("\"x", "y\""), List.of("\"\"", "#"), List.of("' ", ","));
    }

    @Test
    void csv_knowsQuotesAndLineBreaksWithin() throws Exception {
        List<TableRow> rows =
                TableReader.readAll(file("a,b\n\"x, \"\"y\"\"\",\"1\n2\r\n3\"\n4,\"\"\n"), TableFormat.CSV);
        assertThat(rows.get(0).fields()).containsExactly("x, \"y\"", "1\n2\r\n3");
        assertThat(rows.get(1).fields()).containsExactly("4", "");
        assertThat(rows.get(0).line()).isEqualTo(2);
        assertThat(rows.get(1).line()).isEqualTo(5);
    }

    @Test
    void lineEndsAndByteOrderMark_makeNoDifference() throws Exception {
        List<List<String>> expected = List.of(List.of("1", "2"), List.of("3", "4"));
        for (String text : List.of(
                "a\tb\n1\t2\n3\t4\n",
                "a\tb\n1\t2\n3\t4",
                "a\tb\r\n1\t2\r\n3\t4\r\n",
                "a\tb\r1\t2\r3\t4\r",
                "\uFEFFa\tb\n1\t2\n3\t4\n")) {
            assertThat(rows(text, TableFormat.TSV)).as(text).isEqualTo(expected);
            assertThat(TableReader.readAll(file(text), TableFormat.TSV, "a")).hasSize(2);
        }
    }

    @Test
    void malformedRows_areRefusedWithTheirLine() throws Exception {
        assertRefused("a\tb\n1\t2\n3\n", TableFormat.TSV, 3, "expected 2 fields [a, b], but found 1");
        assertRefused("a\tb\n1\t2\t3\n", TableFormat.TSV, 2, "but found 3");
        assertRefused("a\tb\n1\t2\n\n3\t4\n", TableFormat.TSV, 3, "but found 1");
        assertRefused("a,b\n1,\"2\n3\n", TableFormat.CSV, 2, "nclosed");
        assertRefused("a,b\n\"1\n\n\",2\n1,\"2\"x\n", TableFormat.CSV, 5, "closing quote");
        assertRefused("a,b\n\"1\n\n\",2\n\"\n", TableFormat.CSV, 5, "nclosed");
    }

    @Test
    void headers_areChecked() throws Exception {
        assertRefused("", TableFormat.TSV, DataFileException.NONE, "the file is empty");
        assertRefused("a\ta\n", TableFormat.TSV, 1, "\"a\" twice");
        assertRefused("a\t\n", TableFormat.TSV, 1, "\"\"");
        assertRefused("\n1\n", TableFormat.TSV, 1, "different column names");
        assertThatThrownBy(() -> TableReader.readAll(file("a,b\n1,2\n"), TableFormat.TSV, "b"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("expected a column \"b\", but the columns are [a,b]");
        assertThat(rows("a\tb\n", TableFormat.TSV)).isEmpty();
    }

    @Test
    void invalidUtf8AndZeroCharacters_areRefusedWithTheirLine() throws Exception {
        byte[] bytes = "a\tb\n1\t2\r\n3\té\n5\t6\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.readAll(file(bytes), TableFormat.TSV)))
                .hasMessageContaining("line 3")
                .hasMessageContaining("UTF-8");
        assertThat(catchThrowableOfType(
                        DataFileException.class,
                        () -> TableReader.readAll(file("a\tb\n".getBytes(StandardCharsets.UTF_16LE)), TableFormat.TSV)))
                .hasMessageContaining("line 1")
                .hasMessageContaining("UTF-16");
        assertThat(catchThrowableOfType(
                        DataFileException.class,
                        () -> TableReader.readAll(file(new byte[] {'a', '\n', (byte) 0xC3}), TableFormat.TSV)))
                .hasMessageContaining("line 2");
    }

    @Test
    void packedTablesAndOtherEncodings_areRead() throws Exception {
        Path file = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        try (TableReader reader = TableReader.open(file, TableFormat.of(file), StandardCharsets.ISO_8859_1, "b")) {
            assertThat(reader.next().get("b")).isEqualTo("é");
        }
        assertThatThrownBy(() -> TableReader.readAll(file, TableFormat.CSV))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void goodRows_comeBeforeTheBadOne() throws Exception {
        try (TableReader reader = TableReader.open(file("a\tb\n1\t2\n3\n"), TableFormat.TSV)) {
            assertThat(reader.columns()).containsExactly("a", "b");
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.next().fields()).containsExactly("1", "2");
            assertThatThrownBy(reader::next).isInstanceOf(DataFileException.class);
        }
        try (TableReader reader = TableReader.open(file("a\n"), TableFormat.TSV)) {
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void missingFile_isAnErrorOfTheFileSystem() {
        assertThatThrownBy(() -> TableReader.readAll(folder.resolve("none.tsv"), TableFormat.TSV))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void largeTables_areReadInPieces() throws Exception {
        StringBuilder text = new StringBuilder("number\ttext\n");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append("\tÄ\uD83D\uDE00").append(i).append("\r\n");
        }
        List<TableRow> rows = TableReader.readAll(file(text.toString()), TableFormat.TSV, "text");
        assertThat(rows).hasSize(30_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).get("text")).isEqualTo("Ä\uD83D\uDE00" + i);
            assertThat(rows.get(i).line()).isEqualTo(i + 2);
        }
    }

    @Test
    void mutants_areReadOrRefusedWithTheTypedException() throws Exception {
        byte[] original = "a,b\n1,\"x\"\"y\"\nÄ,\"3\n4\"\n5,6\n7,8\n".getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (TableFormat format : TableFormat.values()) {
            for (int i = 0; i < 1_000; i++) {
                Path file = file(Mutants.of(original, RandomKey.of(3), i));
                try {
                    TableReader.readAll(file, format)
                            .forEach(row -> assertThat(row.fields()).doesNotContainNull());
                } catch (DataFileException expected) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void writtenTables_areReadBack() throws Exception {
        List<List<String>> rows = new ArrayList<>(
                List.of(List.of("", " "), List.of("#y", "#x"), List.of(",", "é'"), List.of("\uD83D\uDE00", "a b")));
        Path file = folder.resolve("written.tsv");
        TableWriter.write(file, TableFormat.of(file), List.of("one", "two"), rows);
        assertThat(Files.readString(file)).isEqualTo("one\ttwo\n\t \n#y\t#x\n,\té'\n\uD83D\uDE00\ta b\n");
        assertThat(TableReader.readAll(file, TableFormat.TSV).stream().map(TableRow::fields))
                .isEqualTo(rows);

        rows.add(List.of("\"", "#"));
        rows.add(List.of("tab\t", "line\nbreak\r\n"));
        Path csv = folder.resolve("written.csv");
        TableWriter.write(csv, TableFormat.of(csv), List.of("one", "two"), rows);
        assertThat(TableReader.readAll(csv, TableFormat.CSV).stream().map(TableRow::fields))
                .isEqualTo(rows);
        TableWriter.write(csv, TableFormat.CSV, List.of("one"), List.of(List.of(""), List.of("x")));
        assertThat(TableReader.readAll(csv, TableFormat.CSV).stream().map(TableRow::fields))
                .containsExactly(List.of(""), List.of("x"));
    }

    @Test
    void whatCannotBeWritten_isRefusedAndLeavesTheOldFile() throws Exception {
        Path file = file("old");
        for (String field : List.of("a\tb", "a\nb", "a\rb")) {
            assertThatThrownBy(() -> TableWriter.write(file, TableFormat.TSV, List.of("x"), List.of(List.of(field))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 0")
                    .hasMessageContaining("write CSV instead");
        }
        for (String field : List.of("\0", "\uD800")) {
            assertThatThrownBy(() -> TableWriter.write(file, TableFormat.CSV, List.of("x"), List.of(List.of(field))))
                    .hasMessageContaining("row 0");
        }
        assertThatThrownBy(() -> TableWriter.write(
                        file, TableFormat.CSV, List.of("x"), List.of(List.of("1"), List.of("1", "2"))))
                .hasMessageContaining("expected 1 fields in row 1, but got 2");
        assertThatThrownBy(() -> TableWriter.write(file, TableFormat.CSV, List.of(), List.of()))
                .hasMessageContaining("at least 1 column");
        assertThat(file).hasContent("old");
    }

    @Test
    void format_followsTheFilesName() {
        assertThat(TableFormat.of(Path.of("x", "A.TSV"))).isEqualTo(TableFormat.TSV);
        assertThat(TableFormat.of(Path.of("a.csv"))).isEqualTo(TableFormat.CSV);
        assertThat(TableFormat.of(Path.of("a.csv.gz"))).isEqualTo(TableFormat.CSV);
        assertThatThrownBy(() -> TableFormat.of(Path.of("a.txt")))
                .hasMessageContaining(".csv or .tsv (or these and .gz), but got a.txt");
    }

    @Test
    void errorWhileReading_staysAnErrorOfTheFileSystem() throws Exception {
        TableReader reader = TableReader.open(file("a\n" + "x\n".repeat(200_000)), TableFormat.TSV);
        reader.close();
        assertThatThrownBy(() -> reader.forEachRemaining(row -> {})).isInstanceOf(UncheckedIOException.class);
    }
}
