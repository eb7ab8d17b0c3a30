package org.rnn4j.data.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

class VectorTableTest {
    private static final RandomKey KEY = RandomKey.of(1);

    @TempDir
    private Path folder;

    private VectorTable table(Vocabulary vocabulary, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("v.txt"), text);
        return VectorTable.of(vocabulary, WordVectorFile.glove(file).open(), KEY);
    }

    private static float[] row(VectorTable table, int id) {
        int width = table.values().size(1);
        return Arrays.copyOfRange(table.values().values(), id * width, (id + 1) * width);
    }

    @Test
    void words_areFoundAsWrittenThenInLowerCase() throws Exception {
        VectorTable table = table(Vocabulary.of(List.of("The", "the", "IT", "gone")), "the 1 2\nThe 3 4\nit 5 6\n");
        assertThat(row(table, 0)).containsExactly(0, 0);
        assertThat(row(table, 2)).containsExactly(3, 4);
        assertThat(row(table, 3)).containsExactly(1, 2);
        assertThat(row(table, 4)).containsExactly(5, 6);
        assertThat(table.coverage()).isEqualTo(new Coverage(2, 1, List.of("gone")));
        assertThat(table.coverage().fraction()).isEqualTo(0.75);
        assertThat(table.coverage()).hasToString("3 of 4 words have a vector (75.0 %), 1 of them in lower case");
    }

    @Test
    void wantedWords_areThoseThatTheTableUses() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("The", "IT"));
        Path file = Files.writeString(folder.resolve("v.txt"), "the 1 2\nIT 3 4\nit 5 6\nThis 7 8\n");
        try (WordVectors all = WordVectorFile.glove(file).open();
                WordVectors wanted = WordVectorFile.glove(file)
                        .only(VectorTable.wanted(vocabulary))
                        .open()) {
            assertThat(wanted.contains("This")).isFalse();
            assertThat(VectorTable.of(vocabulary, wanted, KEY)).isEqualTo(VectorTable.of(vocabulary, all, KEY));
        }
    }

    @Test
    void vectorsOfNoWord_areAnError() {
        assertThatThrownBy(() -> table(Vocabulary.of(List.of("der", "die")), "the 1 2\nof 3 4\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the 2 words of the vocabulary has a vector");
    }

    @Test
    void missingWords_getRowsOfTheSameSizeThatDependOnTheWordAlone() throws Exception {
        StringBuilder text = new StringBuilder("a");
        for (int i = 0; i < 1_000; i++) {
            text.append(i % 2 == 0 ? " 3" : " -1");
        }
        VectorTable table = table(Vocabulary.of(List.of("a", "x", "y")), text.toString());
        double squares = 0;
        for (float value : row(table, 3)) {
            squares += value * value;
        }
        assertThat(Math.sqrt(squares / 1_000)).isCloseTo(Math.sqrt(5), within(0.15));
        assertThat(row(table, 3)).isNotEqualTo(row(table, 4)).isNotEqualTo(row(table, 1));
        VectorTable other = table(Vocabulary.withoutUnknown(List.of("y", "a")), text.toString());
        assertThat(row(other, 1)).isEqualTo(row(table, 4));
        assertThat(other.coverage()).isEqualTo(new Coverage(1, 0, List.of("y")));
    }
}
