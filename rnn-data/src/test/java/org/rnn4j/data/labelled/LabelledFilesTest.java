package org.rnn4j.data.labelled;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;

/** A folder for each label, and a file for each label. */
class LabelledFilesTest {
    @TempDir
    private Path folder;

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void folders_areLabelsAndFilesTexts() throws IOException {
        write("pos/b.txt", "good\nfilm\n");
        write("pos/a.txt", "great");
        write("neg/c.txt", "bad");
        write("neg/.hidden", "no text");
        write("README", "no label");

        assertThat(LabelledFolders.read(folder, UTF_8, MalformedLines.refused()))
                .containsExactly(
                        new LabelledText("bad", "neg"),
                        new LabelledText("great", "pos"),
                        new LabelledText("good\nfilm\n", "pos"));
    }

    @Test
    void blankFiles_areRefusedOrCounted() throws IOException {
        write("pos/a.txt", " \n");
        write("pos/b.txt", "good");
        MalformedLines skipped = MalformedLines.skipped();

        assertThatThrownBy(() -> LabelledFolders.read(folder, UTF_8, MalformedLines.refused()))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("a.txt");
        assertThat(LabelledFolders.read(folder, UTF_8, skipped)).hasSize(1);
        assertThat(skipped.count()).isEqualTo(1);
    }

    @Test
    void labelsWithoutFiles_areRefusedOrCounted() throws IOException {
        write("pos/a.txt", "good");
        write("neg/.hidden", "no text");
        write("neg/further/b.txt", "a folder in a folder is no text");
        MalformedLines skipped = MalformedLines.skipped();

        assertThatThrownBy(() -> LabelledFolders.read(folder, UTF_8, MalformedLines.refused()))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(folder.resolve("neg") + ": expected a file for each text of this label");
        assertThat(LabelledFolders.read(folder, UTF_8, skipped)).containsExactly(new LabelledText("good", "pos"));
        assertThat(skipped.count()).isEqualTo(1);
    }

    @Test
    void folderWithoutFolders_isRefused() throws IOException {
        write("a.txt", "good");

        assertThatThrownBy(() -> LabelledFolders.read(folder, UTF_8, MalformedLines.refused()))
                .hasMessageContaining("expected a folder for each label");
    }

    @Test
    void lines_areTextsOfOneLabel() throws IOException {
        write("film.pos", "good\n\ngreat\n");
        Path file = folder.resolve("film.pos");
        MalformedLines skipped = MalformedLines.skipped();

        assertThat(LabelledLines.read(file, "pos", UTF_8, skipped))
                .containsExactly(new LabelledText("good", "pos"), new LabelledText("great", "pos"));
        assertThat(skipped.count()).isEqualTo(1);
        assertThatThrownBy(() -> LabelledLines.read(file, "pos", UTF_8, MalformedLines.refused()))
                .hasMessageContaining("film.pos, line 2");
    }
}
