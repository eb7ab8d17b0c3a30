package org.rnn4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
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
import org.rnn4j.data.MalformedLines;
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

    /** The lines of the rows that are read, and then of those that are malformed. */
    private List<Long> linesWithoutMalformed(String text, int expectedMalformed, long expectedFirst) throws Exception {
        MalformedLines skipped = MalformedLines.skipped();
        TableOptions options = TableOptions.of(TableFormat.CSV).withMalformed(skipped);
        List<Long> lines = new ArrayList<>();
        try (TableReader reader = TableReader.open(file(text), options)) {
            reader.forEachRemaining(row -> {
                assertThat(row.fields()).as(text).containsExactly(Long.toString(row.line()), "x");
                lines.add(row.line());
            });
        }
        assertThat(skipped.count()).as(text).isEqualTo(expectedMalformed);
        assertThat(skipped.first()).get().extracting(DataFileException::line).isEqualTo(expectedFirst);
        return lines;
    }

    @Test
    void malformedQuotes_costTheirRowAndNotTheRestOfTheFile() throws Exception {
        assertThat(linesWithoutMalformed("a,b\n2,x\n3,\"y\n4,x\n5,x\n", 1, 3)).containsExactly(2L, 4L, 5L);
        assertThat(linesWithoutMalformed("a,b\n2,x\n3,\"y\"z\n4,x\n", 1, 3)).containsExactly(2L, 4L);
        assertThat(linesWithoutMalformed("a,b\r\n2,\"y\r\n3,x\r\n4,\"x\"\r\n", 1, 2))
                .containsExactly(3L, 4L);
        assertThat(linesWithoutMalformed("a,b\r2,\"y\r3,x\r4,\"y\r5,\"x\"\r6,\"", 3, 2))
                .containsExactly(3L, 5L);
        assertThat(linesWithoutMalformed("a,b\n2,\"y\"z", 1, 2)).isEmpty();
    }

    @Test
    void linesWithinDamagedQuotes_areRowsOfTheirOwn() throws Exception {
        assertThat(linesWithoutMalformed("a,b\n2,\"y\nmore\n4,x\n\"z,\n6,x\n", 3, 2))
                .containsExactly(4L, 6L);
    }

    @Test
    void malformedQuotesFarIntoLargeTables_areLeftOut() throws Exception {
        StringBuilder text = new StringBuilder("a,b\r\n");
        List<Long> expected = new ArrayList<>();
        for (long line = 2; line < 60_000; line++) {
            boolean malformed = line % 10_000 == 0;
            text.append(line)
                    .append(malformed ? ",\"y" : line % 3 == 0 ? ",\"x\"" : ",x")
                    .append("\r\n");
            if (!malformed) {
                expected.add(line);
            }
        }
        assertThat(linesWithoutMalformed(text.toString(), 5, 10_000)).isEqualTo(expected);
        text.setLength(0);
        text.append("a,b\n2,\"").append("y\n".repeat(100_000)).append("100002,x\n");
        assertThat(linesWithoutMalformed(text.toString(), 100_000, 2)).containsExactly(100_002L);
    }

    @Test
    void messagesBehindAMalformedRow_nameTheFilesLine() throws Exception {
        Path file = file("1,\"y\n2,3\n4,\"y\n5,6\n");
        MalformedLines skipped = MalformedLines.skipped();
        TableOptions options = TableOptions.of(TableFormat.CSV).withoutHeader().withMalformed(skipped);
        try (TableReader reader = TableReader.open(file, options)) {
            assertThat(reader.next().line()).isEqualTo(2);
            assertThat(reader.next().line()).isEqualTo(4);
            assertThat(reader.hasNext()).isFalse();
        }
        assertThat(skipped.count()).isEqualTo(2);
        assertThat(skipped.first().orElseThrow()).hasMessageStartingWith(file + ", line 1: malformed record: ");
        assertThat(skipped.first().orElseThrow().getMessage()).doesNotContain("starting at");
    }

    @Test
    void tableOfMalformedRowsOnly_isNotCalledEmpty() throws Exception {
        MalformedLines skipped = MalformedLines.skipped();
        TableOptions options = TableOptions.of(TableFormat.CSV).withoutHeader().withMalformed(skipped);
        assertThatThrownBy(() -> TableReader.open(file(""), options)).hasMessageContaining("the file is empty");
        for (int table = 0; table < 2; table++) { // what was left out of other files does not matter
            assertThatThrownBy(() -> TableReader.open(file("1,\"y\"z\n2,\"y\n"), options))
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("expected at least one row that can be read, but all 2 are malformed");
        }
        assertThatThrownBy(() -> TableReader.open(file(""), options)).hasMessageContaining("the file is empty");
    }

    @Test
    void firstRowThatCanBeRead_numbersTheColumns() throws Exception {
        MalformedLines skipped = MalformedLines.skipped();
        TableOptions options = TableOptions.of(TableFormat.CSV).withoutHeader().withMalformed(skipped);
        try (TableReader reader = TableReader.open(file("\"y\"z\n2,x,3\n4,x\n"), options)) {
            assertThat(reader.columns()).containsExactly("1", "2", "3");
            assertThat(reader.next().line()).isEqualTo(2);
            assertThat(reader.hasNext()).isFalse();
        }
        assertThat(skipped.count()).isEqualTo(2);
    }

    /** By the rules of quoting it is well-formed: the file could mean it. */
    @Test
    void strayQuoteThatAnotherOneCloses_makesOneRecord() throws Exception {
        List<TableRow> rows = TableReader.readAll(file("a,b\n2,\"y\n3,x\n4,5\"\n5,x\n"), TableFormat.CSV);
        assertThat(rows).extracting(TableRow::line).containsExactly(2L, 5L);
        assertThat(rows.get(0).fields()).containsExactly("2", "y\n3,x\n4,5");
    }

    @Test
    void malformedHeaderAndEncoding_areRefusedEvenIfRowsAreSkipped() throws Exception {
        TableOptions options = TableOptions.of(TableFormat.CSV).withMalformed(MalformedLines.skipped());
        assertThatThrownBy(() -> TableReader.open(file("a,\"b\n1,2\n"), options))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 1");
        Path notText = file("a,b\n1,\"2\n3,4\n" + "5,6\n".repeat(50_000) + "\0,x\n"); // far behind what is read first
        try (TableReader reader = TableReader.open(notText, options)) {
            assertThatThrownBy(() -> reader.forEachRemaining(row -> {}))
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 50004: a zero character");
        }
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
    void errorOfTheFileSystemWhileReading_namesTheFile() throws IOException {
        Path notAFile = Files.createDirectory(folder.resolve("x.csv"));
        assertThatThrownBy(() -> TableReader.open(notAFile, TableFormat.CSV))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(notAFile.toString());
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

    /** What is read behind malformed records is what a table gives that begins there. */
    @Test
    void rowsBehindMalformedOnes_areThoseOfTheirLines() throws Exception {
        byte[] original = "a,b\r\n1,\"x\"\"y\"\nÄ,\"3\n4\"\r5,6\n\"7\r\n\",\"8\"\n9,\"\r\"\r\n0,1\n"
                .getBytes(StandardCharsets.UTF_8);
        int compared = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] mutant = Mutants.of(original, RandomKey.of(4), i);
            MalformedLines skipped = MalformedLines.skipped();
            List<TableRow> rows = new ArrayList<>();
            try (TableReader reader = TableReader.open(
                    file(mutant), TableOptions.of(TableFormat.CSV).withMalformed(skipped))) {
                reader.forEachRemaining(rows::add);
            } catch (DataFileException headerOrEncoding) {
                continue;
            }
            List<String> lines =
                    new String(mutant, StandardCharsets.UTF_8).lines().toList();
            TableOptions rest = TableOptions.of(TableFormat.CSV).withoutHeader();
            for (TableRow row : rows) {
                // The line breaks within a field differ, so compare without them.
                String text = String.join("\n", lines.subList((int) row.line() - 1, lines.size()));
                try (TableReader reader = TableReader.open(file(text), rest)) {
                    assertThat(withoutBreaks(reader.next())).isEqualTo(withoutBreaks(row));
                }
                compared += skipped.count() > 0 ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static List<String> withoutBreaks(TableRow row) {
        return row.fields().stream()
                .map(field -> String.join("\n", field.lines().toList()))
                .toList();
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
