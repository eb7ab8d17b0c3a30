package org.rnn4j.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;

class LabelledTableTest {
    private static final TableOptions TSV = TableOptions.of(TableFormat.TSV);

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void columns_areMeantByName() throws IOException {
        Path file = file("a.csv", "id,body,label\n7,\"a, b\",good\n8,c,bad\n");

        assertThat(LabelledTable.of(TableFormat.CSV, "label", "body").read(file))
                .containsExactly(new LabelledText("a, b", "good"), new LabelledText("c", "bad"));
    }

    @Test
    void columns_areMeantByNumberWithAndWithoutHeader() throws IOException {
        Path bare = file("a.tsv", "1\tgood \"film\n0\tbad film\n");
        Path named = file("b.tsv", "label\ttext\n1\tgood \"film\n0\tbad film\n");
        List<LabelledText> expected = List.of(new LabelledText("good \"film", "1"), new LabelledText("bad film", "0"));

        assertThat(new LabelledTable(TSV.withoutHeader(), "1", List.of("2")).read(bare))
                .isEqualTo(expected);
        assertThat(new LabelledTable(TSV, "1", List.of("2")).read(named)).isEqualTo(expected);
    }

    @Test
    void nameThatIsANumber_goesBeforeTheNumber() throws IOException {
        Path file = file("a.tsv", "2\t1\nx\ty\n");

        assertThat(new LabelledTable(TSV, "1", List.of("2")).read(file)).containsExactly(new LabelledText("x", "y"));
    }

    @Test
    void severalColumnsOfText_areJoined() throws IOException {
        Path file = file("a.csv", "3,Title,\"The rest\"\n");
        LabelledTable table =
                new LabelledTable(TableOptions.of(TableFormat.CSV).withoutHeader(), "1", List.of("2", "3"));

        assertThat(table.read(file)).containsExactly(new LabelledText("Title The rest", "3"));
    }

    @Test
    void packedFilesAndOtherEncodings_areRead() throws IOException {
        Path file = folder.resolve("a.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("1\tcafé\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        LabelledTable latin =
                new LabelledTable(TSV.withoutHeader().withEncoding(StandardCharsets.ISO_8859_1), "1", List.of("2"));

        assertThat(latin.read(file)).containsExactly(new LabelledText("café", "1"));
        assertThatThrownBy(() -> new LabelledTable(TSV.withoutHeader(), "1", List.of("2")).read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void wrongColumn_isRefusedWithAllColumns() throws IOException {
        Path file = file("a.tsv", "label\ttext\n1\tx\n");

        assertThatThrownBy(() ->
                        LabelledTable.of(TableFormat.TSV, "label", "review").read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("a.tsv, line 1")
                .hasMessageContaining(
                        "expected a column \"review\", but the columns are [label, text], numbers 1 to 2");
        assertThatThrownBy(() -> LabelledTable.of(TableFormat.TSV, "3", "text").read(file))
                .hasMessageContaining("\"3\"");
    }

    @Test
    void malformedRows_areRefusedWithTheirLine() throws IOException {
        LabelledTable table = LabelledTable.of(TableFormat.TSV, "label", "text");

        assertThatThrownBy(() -> table.read(file("a.tsv", "label\ttext\n1\tx\n1\n")))
                .hasMessageContaining("a.tsv, line 3: expected 2 fields");
        assertThatThrownBy(() -> table.read(file("b.tsv", "label\ttext\n1\t \n")))
                .hasMessageContaining("b.tsv, line 2: expected a text in text");
        assertThatThrownBy(() -> table.read(file("c.tsv", "label\ttext\n\tx\n")))
                .hasMessageContaining("c.tsv, line 2: expected a label in label");
        assertThatThrownBy(() -> table.read(file("d.tsv", ""))).hasMessageContaining("the file is empty");
    }

    @Test
    void malformedRows_areSkippedAndCountedIfAsked() throws IOException {
        Path file = file("a.tsv", "1\tx\n1\n\n\ty\n0\tz\tmore\n0\tw\n");
        MalformedLines skipped = MalformedLines.skipped();
        LabelledTable table = new LabelledTable(TSV.withoutHeader().withMalformed(skipped), "1", List.of("2"));

        assertThat(table.read(file)).containsExactly(new LabelledText("x", "1"), new LabelledText("w", "0"));
        assertThat(skipped.count()).isEqualTo(4);
        assertThat(skipped.first()).get().extracting(DataFileException::line).isEqualTo(2L);
    }

    @Test
    void openTable_isReadTextByText() throws IOException {
        Path file = file("a.tsv", "label\ttext\n1\tx\n0\ty\n");

        try (LabelledTextReader reader =
                LabelledTable.of(TableFormat.TSV, "label", "text").open(file)) {
            assertThat(reader.next().text()).isEqualTo("x");
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.next().text()).isEqualTo("y");
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void nothingToRead_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LabelledTable.of(TableFormat.TSV, "label"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelledText(" ", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelledText("x", ""));
    }
}
