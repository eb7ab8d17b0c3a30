package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine;

/** The forms of labelled texts, and how they are divided. */
class TextDataTest {
    @TempDir
    private Path folder;

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String rows(String separator, int from, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            rows.append(i % 2).append(separator).append("text").append(i).append('\n');
        }
        return rows.toString();
    }

    private static TextData read(String... arguments) {
        CommonOptions common = CommandLine.populateCommand(new CommonOptions(), "--quiet");
        return CommandLine.populateCommand(new TextDataOptions(), arguments).read(common);
    }

    private TextData readFolder() {
        return read("--data", folder.toString());
    }

    private static Set<String> texts(List<LabelledText> part) {
        return new HashSet<>(LabelledText.texts(part));
    }

    @Test
    void tablesOfAFolder_keepTheirDivision() throws IOException {
        write("train.tsv", rows("\t", 0, 40));
        write("test.tsv", rows("\t", 40, 10));
        TextData data = readFolder();

        assertThat(texts(data.test())).hasSize(10).contains("text40", "text49");
        assertThat(data.train()).hasSize(36);
        assertThat(data.validation()).hasSize(4);
        assertThat(texts(data.trainAndValidation())).hasSize(40).doesNotContainAnyElementsOf(texts(data.test()));
        assertThat(data.labels().names()).containsExactly("0", "1");
    }

    @Test
    void validationTable_isUsed() throws IOException {
        write("binary.train.tsv", rows("\t", 0, 10));
        write("binary.dev.tsv", rows("\t", 10, 4));
        write("binary.test.tsv", rows("\t", 14, 6));
        TextData data = readFolder();

        assertThat(data.train()).hasSize(10);
        assertThat(texts(data.validation())).containsExactlyInAnyOrder("text10", "text11", "text12", "text13");
        assertThat(data.test()).hasSize(6);
    }

    @Test
    void columns_areToldByTheirNumber() throws IOException {
        write("train_5k.csv", "1,one\n2,two\n".repeat(10));
        write("test.csv", "1,\"Title, long\",rest\n");
        TextData news = readFolder();
        assertThat(news.test()).containsExactly(new LabelledText("Title, long rest", "1"));

        write("train_5k.csv", "17,pos,9,fine\n18,neg,2,poor\n".repeat(10));
        write("test.csv", "19,pos,8,good\n");
        assertThat(readFolder().test()).containsExactly(new LabelledText("good", "pos"));

        write("test.csv", "a,b,c,d,e\n");
        assertThatThrownBy(this::readFolder).isInstanceOf(UserError.class).hasMessageContaining("found 5");
    }

    @Test
    void numberedLabels_getTheNamesOfTheirFile() throws IOException {
        write("train.csv", "1,one\n2,two\n".repeat(10));
        write("test.csv", "2,three\n");
        write("classes.txt", "World\nSports\n");
        assertThat(readFolder().test()).containsExactly(new LabelledText("three", "Sports"));
        assertThat(readFolder().labels().names()).containsExactly("Sports", "World");

        write("test.csv", "3,four\n");
        assertThatThrownBy(this::readFolder)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("classes.txt: names the labels 1 to 2")
                .hasMessageContaining("\"3\"");
    }

    @Test
    void malformedRows_areCountedOnce() throws IOException {
        write("train.csv", "1,\"one\"1\n" + rows(",", 0, 20) + "0,\n");
        write("test.csv", "1,\"one\"1\n0,\"two\"2\n" + rows(",", 20, 4));
        MalformedLines malformed = MalformedLines.skipped();
        TextParts parts = new TextFolder(folder, StandardCharsets.UTF_8, malformed).read();

        assertThat(parts.train()).hasSize(20);
        assertThat(parts.test()).hasSize(4);
        assertThat(malformed.count()).isEqualTo(4);
        assertThat(malformed.first().orElseThrow()).hasMessageContaining("train.csv, line 1");
        assertThat(read("--data", folder.toString(), "--skip-malformed").test()).isEqualTo(parts.test());
        assertThatThrownBy(this::readFolder).isInstanceOf(UserError.class).hasMessageContaining("train.csv, line 1");
    }

    @Test
    void labelWithOneText_isNamed() throws IOException {
        write("train.csv", "pos,one\nneg,two\n".repeat(10) + "rare,three\n");
        assertThatThrownBy(this::readFolder)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the label \"rare\" has only 1 example");
    }

    @Test
    void foldersOfLabels_areRead() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("train/" + (i % 2 == 0 ? "pos" : "neg") + "/" + i + ".txt", "text" + i);
        }
        write("test/pos/1.txt", "good");
        assertThat(readFolder().test()).containsExactly(new LabelledText("good", "pos"));
        assertThat(readFolder().train()).hasSize(18);
    }

    @Test
    void fileForEachLabel_isDividedByChance() throws IOException {
        write("film.pos", rows(" ", 0, 20));
        write("film.neg", rows(" ", 20, 20));
        TextData data = readFolder();

        assertThat(data.labels().names()).containsExactly("neg", "pos");
        assertThat(data.train()).hasSize(32);
        assertThat(data.validation()).hasSize(4);
        assertThat(data.test()).hasSize(4);
        assertThat(readFolder()).isEqualTo(data);
    }

    @Test
    void unusableFolders_areRefused() throws IOException {
        write("notes.md", "nothing");
        assertThatThrownBy(this::readFolder).isInstanceOf(UserError.class).hasMessageContaining("none of the forms");

        write("a.train.tsv", rows("\t", 0, 10));
        write("b.train.tsv", rows("\t", 0, 10));
        assertThatThrownBy(this::readFolder).isInstanceOf(UserError.class).hasMessageContaining("several tables");
    }

    @Test
    void optionsOfTables_areRefusedForFolders() throws IOException {
        write("train.tsv", rows("\t", 0, 10));
        String place = folder.toString();
        for (String[] option : new String[][] {{"--text-column", "2"}, {"--label-column", "1"}, {"--no-header"}}) {
            List<String> arguments = new ArrayList<>(List.of("--data", place));
            arguments.addAll(List.of(option));
            assertThatThrownBy(() -> read(arguments.toArray(String[]::new)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("belong to a table, but " + place + " is a folder");
        }
    }

    @Test
    void unknownEncoding_isRefused() {
        assertThatThrownBy(() -> read("--encoding", "latin-foo"))
                .hasMessageContaining("such as UTF-8 or windows-1252, but got 'latin-foo'");
    }

    @Test
    void unknownLabel_isRefused() throws IOException {
        write("train.tsv", rows("\t", 0, 10));
        write("test.tsv", "2\ttext\n");

        assertThatThrownBy(this::readFolder)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the test part has the label '2'");
    }

    @Test
    void smallerSize_keepsTheTestTexts() throws IOException {
        write("train.tsv", rows("\t", 0, 100));
        write("test.tsv", rows("\t", 100, 10));
        TextData part = readFolder().ofSize(40, RandomKey.of(1));

        assertThat(part.trainAndValidation()).hasSize(40).doesNotHaveDuplicates();
        assertThat(part.validation()).hasSize(4);
        assertThat(part.test()).hasSize(10);
    }

    @Test
    void errorsOfTheTestFile_nameIt() throws IOException {
        write("texts.csv", "label,text\n" + rows(",", 0, 40));
        write("judged.csv", "label,text\n7,seven\n");
        String texts = folder.resolve("texts.csv").toString();
        String judged = folder.resolve("judged.csv").toString();
        String missing = folder.resolve("missing.csv").toString();

        assertThatThrownBy(() -> read("--data", texts, "--test", judged))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(judged + ": the test part has the label '7'");
        assertThatThrownBy(() -> read("--data", texts, "--test", missing))
                .isInstanceOf(UserError.class)
                .hasMessage("cannot read " + missing + ": there is no such file or folder");
    }
}
