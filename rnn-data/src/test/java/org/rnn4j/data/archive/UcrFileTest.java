package org.rnn4j.data.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.Mutants;
import org.rnn4j.data.RealData;
import org.rnn4j.tensor.Tensor;

class UcrFileTest {
    private static final String TEXT = "1\t0.5\t-1e-3\n2\t3\tNaN\t4\tNaN\n";

    @TempDir
    private Path folder;

    private List<LabelledSeries> read(String text, MalformedLines malformed) throws Exception {
        return UcrFile.read(Files.writeString(folder.resolve("Set_TRAIN.tsv"), text), UTF_8, malformed);
    }

    @Test
    void lines_areAClassAndValues() throws Exception {
        List<LabelledSeries> series = read(TEXT, MalformedLines.refused());
        assertThat(LabelledSeries.labels(series)).containsExactly("1", "2");
        assertThat(series.get(0).values()).isDeepEqualTo(new float[][] {{0.5f}, {-0.001f}});
        assertThat(Tensor.matrix(series.get(1).values())).isEqualTo(Tensor.matrix(new float[][] {{3}, {Float.NaN}, {4}
        }));
        assertThat(series.get(1).length()).isEqualTo(3);
        assertThat(series.get(0).hasMissing()).isFalse();
        assertThat(series.get(1).hasMissing()).isTrue();
        assertThat(LabelledSeries.values(series)).hasSize(2);
    }

    @Test
    void otherSeparators_areReadToo() throws Exception {
        assertThat(read(" -1.0e+00  2.0 3.0\n\n", MalformedLines.refused())
                        .get(0)
                        .values())
                .isDeepEqualTo(new float[][] {{2}, {3}});
        assertThat(read("a,2,3", MalformedLines.refused()).get(0).label()).isEqualTo("a");
    }

    @Test
    void malformedLines_areRefusedOrCounted() throws Exception {
        String text = "1\t2\n1\tx\n1\n1\tNaN\n1\t1e99\n1\t0x1p3\n1\t3\n";
        assertThatThrownBy(() -> read(text, MalformedLines.refused()))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("Set_TRAIN.tsv, line 2: expected a number such as -1.5e3, but found \"x\"");
        MalformedLines malformed = MalformedLines.skipped();
        assertThat(read(text, malformed)).hasSize(2);
        assertThat(malformed.count()).isEqualTo(5);
        assertThatThrownBy(() -> read("1\n", MalformedLines.skipped())).hasMessageContaining("at least 1 series");
        assertThatThrownBy(() -> read("7\tNaN\n", MalformedLines.refused())).hasMessageContaining("[7] and no value");
    }

    @Test
    void emptyFields_areNotPassedOver() throws Exception {
        Path file = folder.resolve("holes.txt");
        for (String line : List.of("1,0.5,,0.7", "1\t0.5\t\t0.7", "1, 0.5, 0.7,")) {
            Files.writeString(file, line + "\n");
            assertThatThrownBy(() -> UcrFile.read(file, StandardCharsets.UTF_8, MalformedLines.refused()))
                    .as(line)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 1");
        }
    }

    @Test
    void mutants_areReadOrRefused() throws Exception {
        int refused = Mutants.refused(folder.resolve("mutant.tsv"), TEXT.getBytes(UTF_8), file -> {
            for (LabelledSeries series : UcrFile.read(file, UTF_8, MalformedLines.refused())) {
                assertThat(series.label()).isNotEmpty();
                assertThat(series.length()).isPositive();
            }
        });
        assertThat(refused).isGreaterThan(800);
    }

    @Test
    void archive_isRead() throws Exception {
        Path set = RealData.folder("ucr");
        for (String[] expected : new String[][] {
            {"GunPoint_TRAIN.tsv", "50", "150"},
            {"ItalyPowerDemand_TEST.tsv", "1029", "24"},
            {"ArrowHead_TEST.tsv", "175", "251"}
        }) {
            List<LabelledSeries> all = UcrFile.read(set.resolve(expected[0]), UTF_8, MalformedLines.refused());
            assertThat(all).hasSize(Integer.parseInt(expected[1]));
            assertThat(all).allMatch(one -> one.length() == Integer.parseInt(expected[2]) && !one.hasMissing());
        }
    }
}
