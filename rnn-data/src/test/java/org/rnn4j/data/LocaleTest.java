package org.rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.split.Fractions;
import org.rnn4j.data.split.Split;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.data.table.TableRow;
import org.rnn4j.data.table.TableWriter;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

/** From a table to numbers and files: the same wherever the program runs. */
class LocaleTest {
    private static final List<String> COLUMNS = List.of("TITLE", "Kind");

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void putBack() {
        Locale.setDefault(before);
    }

    /** All files and figures that the steps leave, as one text. */
    private String pipeline(String locale) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(locale));
        Path table = folder.resolve(locale + ".TSV");
        TableWriter.write(
                table,
                TableFormat.of(table),
                COLUMNS,
                List.of(
                        List.of("TITLE İstanbul 1,5 IŞIK", "I"),
                        List.of("Kızılırmak 2.5", "ı"),
                        List.of("title", "I"),
                        List.of("İ i ı I", "ı")));
        List<TableRow> rows = TableReader.readAll(table, TableFormat.of(table), "TITLE", "Kind");
        List<List<String>> texts = rows.stream()
                .map(row -> new WordTokenizer().lowerCase().tokens(row.get("TITLE")))
                .toList();
        Vocabulary vocabulary = Vocabulary.builder().addAll(texts).build();
        List<String> kinds = rows.stream().map(row -> row.get("Kind")).toList();
        LabelSet labels = LabelSet.sorted(kinds);
        Split split = Split.stratified(labels.indexes(kinds), new Fractions(0.5, 0, 0.5), RandomKey.of(1));
        vocabulary.write(folder.resolve("v"));
        labels.write(folder.resolve("l"));
        return Files.readString(table)
                + Files.readString(folder.resolve("v"))
                + Files.readString(folder.resolve("l"))
                + Arrays.toString(split.train())
                + Vocabulary.read(folder.resolve("v"));
    }

    @Test
    void results_areTheSameInEveryLocale() throws Exception {
        String expected = pipeline("en");
        assertThat(expected).contains("\"title\"", "\"işik\"", "\"1,5\"", "\"ı\"");
        for (String locale : List.of("tr", "az", "lt", "de", "ar", "th-TH-u-nu-thai")) {
            assertThat(pipeline(locale)).as(locale).isEqualTo(expected);
        }
    }
}
