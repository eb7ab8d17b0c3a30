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
        assertThat(read("World\n Sports \n\n \n").of(texts("2", "1", "Sports")))
                .isEqualTo(texts("Sports", "World", "Sports"));
    }

    @Test
    void namesThatAreNumbersOfNoOtherLabel_stay() throws IOException {
        assertThat(read("1\n20\n0\n").of(texts("3", "2", "1", "20", "0"))).isEqualTo(texts("0", "20", "1", "20", "0"));
    }

    @Test
    void nameThatIsTheNumberOfAnotherLabel_isRefused() {
        assertRefused("0\n1\n2\n", 2, "\"1\" is the number of the label in line 1");
        assertRefused("2\n1\n", 1, "\"2\" is the number of the label in line 2");
    }

    @Test
    void nameOfTwoLabels_isRefused() {
        assertRefused("World\nSports\nWorld \n", 3, "\"World\" is the name of line 1 too");
    }

    @Test
    void blankLineBeforeAName_isRefused() {
        assertRefused("World\n \nSports\n", 2, "expected the name of label 2, but the line is blank");
        assertRefused("\nWorld\n", 1, "expected the name of label 1");
    }

    private void assertRefused(String content, long line, String problem) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOfSatisfying(
                        DataFileException.class,
                        refusal -> assertThat(refusal.line()).isEqualTo(line))
                .hasMessageContaining("classes.txt, line " + line + ": ")
                .hasMessageContaining(problem);
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
