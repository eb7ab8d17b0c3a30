package org.rnn4j.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;

class LabelSetTest {
    @TempDir
    private Path folder;

    @Test
    void labels_keepTheirOrderOrAreSortedByCodePoint() {
        assertThat(LabelSet.of(List.of("tr", "az", "de")).names()).containsExactly("tr", "az", "de");
        assertThat(LabelSet.sorted(List.of("tr", "az", "tr", "de", "az")).names())
                .containsExactly("az", "de", "tr");
    }

    @Test
    void namesAndNumbers_findEachOther() {
        LabelSet labels = LabelSet.of(List.of("tr", "az", "de"));
        assertThat(labels.indexes(List.of("de", "tr", "de"))).containsExactly(2, 0, 2);
        assertThat(labels.name(1)).isEqualTo("az");
        assertThat(labels.size()).isEqualTo(3);
        assertThat(labels.contains("en")).isFalse();
    }

    @Test
    void unknownLabel_isAnErrorThatNamesIt() {
        LabelSet labels = LabelSet.of(List.of("tr", "az"));
        assertThatThrownBy(() -> labels.index("en"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"en\" is none of the 2 labels tr, az");
        assertThatThrownBy(() -> labels.name(2)).hasMessageContaining("from 0 to 1, but got 2");
    }

    @Test
    void noAndRepeatedLabels_areRefused() {
        assertThatThrownBy(() -> LabelSet.of(List.of())).hasMessageContaining("at least 1 label");
        assertThatThrownBy(() -> LabelSet.of(List.of("a", "a"))).hasMessageContaining("\"a\" occurs twice");
    }

    @Test
    void file_givesTheSameLabelsBack() throws Exception {
        Path file = folder.resolve("labels.json");
        LabelSet labels = LabelSet.of(List.of("Türkçe", "日本語", "a b"));
        labels.write(file);
        assertThat(LabelSet.read(file)).isEqualTo(labels);
    }

    @Test
    void vocabularyFile_isNoLabelFile() throws Exception {
        Path file = folder.resolve("vocabulary.json");
        Vocabulary.of(List.of("a")).write(file);
        assertThatThrownBy(() -> LabelSet.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("unknown key \"special\"");
        LabelSet.of(List.of("a")).write(file);
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("unknown key \"labels\"");
    }
}
