package org.rnn4j.data.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class TsFileTest {
    private static final String TEXT = "#a comment\n@problemName Toy\n@timeStamps false\n@univariate false\n"
            + "@classLabel true walk run\n@data\n1,2,3:4,5,?:walk\n-1,0.5:1e2,7: run\n";

    @TempDir
    private Path folder;

    private List<LabelledSeries> read(String text, MalformedLines malformed) throws Exception {
        return TsFile.read(Files.writeString(folder.resolve("Toy.ts"), text), UTF_8, malformed);
    }

    private void assertRefused(String text, String trace) {
        assertThatThrownBy(() -> read(text, MalformedLines.refused()))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("Toy.ts")
                .hasMessageContaining(trace);
    }

    @Test
    void series_haveFeaturesAndAClass() throws Exception {
        List<LabelledSeries> series = read(TEXT, MalformedLines.refused());
        assertThat(LabelledSeries.labels(series)).containsExactly("walk", "run");
        assertThat(Tensor.matrix(series.get(0).values())).isEqualTo(Tensor.matrix(new float[][] {
            {1, 4}, {2, 5}, {3, Float.NaN}
        }));
        assertThat(series.get(1).values()).isDeepEqualTo(new float[][] {{-1, 100}, {0.5f, 7}});
    }

    @Test
    void fileWithoutHeader_isRead() throws Exception {
        assertThat(LabelledSeries.labels(read("1,2:3,4:a b\n5:6:c\n", MalformedLines.refused())))
                .containsExactly("a b", "c");
    }

    @Test
    void headers_areBelieved() {
        assertRefused(TEXT.replace("timeStamps false", "timestamps true"), "line 3: series with time stamps");
        assertRefused(TEXT.replace("classLabel true", "classLabel false"), "line 5: expected a class");
        assertRefused(
                TEXT.replace(": run", ": sit"),
                "line 8: the class \"sit\" is none of those in the header, [walk, run]");
        assertRefused(TEXT + "@data\n", "line 9: a line of the header below the data");
        assertRefused("@targetLabel true\n1:2\n", "line 1");
        assertRefused("@data\n", "at least 1 series");
    }

    @Test
    void malformedSeries_areRefusedOrCounted() throws Exception {
        assertRefused("1,2\n", "no colon");
        assertRefused("1,2:\n", "no class");
        assertRefused("1,2:3:a\n", "line 1: expected 2 values of each feature, but feature 1 has 1");
        assertRefused("1:2:a\n1:a\n", "line 2: expected 2 features as in the lines before, but found 1");
        assertRefused("1,:a\n", "\"\"");
        assertRefused("(2001,1):a\n", "\"(2001\"");
        MalformedLines malformed = MalformedLines.skipped();
        assertThat(read("1,2\n1:a\nx:a\n2:b\n", malformed)).hasSize(2);
        assertThat(malformed.count()).isEqualTo(2);
    }

    @Test
    void mutants_areReadOrRefused() throws Exception {
        int refused = Mutants.refused(folder.resolve("mutant.ts"), TEXT.getBytes(UTF_8), file -> {
            for (LabelledSeries series : TsFile.read(file, UTF_8, MalformedLines.refused())) {
                assertThat(series.label()).isNotEmpty();
                for (float[] step : series.values()) {
                    assertThat(step.length).isBetween(1, 9);
                }
            }
        });
        assertThat(refused).isGreaterThan(600);
    }

    @Test
    void basicMotions_areRead() throws Exception {
        Path set = RealData.folder("uea_basic_motions");
        List<LabelledSeries> train = TsFile.read(set.resolve("BasicMotions_TRAIN.ts"), UTF_8, MalformedLines.refused());
        assertThat(train).hasSize(40).allMatch(one -> one.length() == 100 && one.values()[0].length == 6);
        assertThat(LabelledSeries.labels(train)).contains("Standing", "Running", "Walking", "Badminton");
    }
}
