package org.rnn4j.data.labelled;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;

class ClassNamesTest {
    @TempDir
    private Path folder;

    private ClassNames read(String content) throws IOException {
        return ClassNames.read(Files.writeString(folder.resolve("classes.txt"), content), UTF_8);
    }

    private static List<LabelledText> texts(String... labels) {
        return List.of(labels).stream()
                .map(label -> new LabelledText("text", label))
                .toList();
    }

    @Test
    void numbers_becomeNames_andNamesStay() throws IOException {
        assertThat(read("World\n\n Sports \n").of(texts("2", "1", "Sports")))
                .isEqualTo(texts("Sports", "World", "Sports"));
    }

    @Test
    void nameThatIsANumber_isTakenAsAName() throws IOException {
        assertThat(read("2\n1\n").of(texts("1", "2"))).isEqualTo(texts("1", "2"));
    }

    @Test
    void labelWithoutAName_isRefused() throws IOException {
        ClassNames names = read("World\nSports\n");
        for (String label : new String[] {"0", "3", "sports"}) {
            assertThatThrownBy(() -> names.of(texts("1", label)))
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("classes.txt: names the labels 1 to 2")
                    .hasMessageContaining("\"" + label + "\"");
        }
    }

    @Test
    void fileWithoutNames_isRefused() {
        assertThatThrownBy(() -> read("\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("expected the name of a label in each line, but there is none");
    }
}
