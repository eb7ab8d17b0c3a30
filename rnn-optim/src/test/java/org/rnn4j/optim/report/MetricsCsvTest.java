package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.TrainingPlan;

class MetricsCsvTest {
    @TempDir
    private Path directory;

    @Test
    void eachEpoch_isARow_writtenAtOnce() throws Exception {
        Path file = directory.resolve("metrics.csv");
        Files.writeString(file, "an older run\n");
        MetricsCsv csv = new MetricsCsv(file);
        csv.started(new TrainingPlan(2, 100, 6_400));
        csv.epochFinished(Made.epoch(1));
        assertThat(Files.readAllLines(file)).hasSize(2);
        csv.epochFinished(Made.epoch(2));
        csv.finished(Made.result(2, 1));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "epoch,steps,train_loss,train_accuracy,train_gradient_norm,validation_loss,"
                                + "validation_accuracy,examples,seconds,examples_per_second",
                        "1,100,3.7,0.05,1.5,3.6,0.2,6400,2.5,2560",
                        "2,200,1.95,0.525,1.5,2.15,0.5,6400,2.5,2560");
        assertThat(Files.readString(file)).endsWith("2560\r\n");
    }

    @Test
    void resumedRun_beginsWithItsPastEpochs() throws Exception {
        Path file = directory.resolve("metrics.csv");
        MetricsCsv csv = new MetricsCsv(file);
        csv.started(new TrainingPlan(3, 100, 6_400));
        List<EpochReport> history = List.of(Made.epoch(1), Made.epoch(2));
        csv.resumed(new Resumption(Path.of("checkpoint"), 200, 3, 0, history, List.of()));
        csv.epochFinished(Made.epoch(3));
        csv.finished(Made.result(3, 1));
        List<String> resumed = Files.readAllLines(file);
        csv.started(new TrainingPlan(3, 100, 6_400));
        Made.result(3, 1).history().forEach(csv::epochFinished);
        csv.finished(Made.result(3, 1));
        assertThat(resumed).isEqualTo(Files.readAllLines(file)).hasSize(4);
    }

    @Test
    void epochsWithoutEvaluation_haveEmptyFields() throws Exception {
        Path file = directory.resolve("metrics.csv");
        MetricsCsv csv = new MetricsCsv(file);
        csv.started(new TrainingPlan(3, 100, 6_400));
        csv.epochFinished(new EpochReport(1, 1, Map.of("loss", 1.0), Map.of(), 1, 1));
        csv.epochFinished(new EpochReport(2, 2, Map.of("loss", 2.0), Map.of("loss", 3.0), 1, 1));
        csv.epochFinished(new EpochReport(3, 3, Map.of("loss", 4.0), Map.of(), 1, 1));
        csv.failed(new IllegalStateException());
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "epoch,steps,train_loss,validation_loss,examples,seconds,examples_per_second",
                        "1,1,1,,1,1,1",
                        "2,2,2,3,1,1,1",
                        "3,3,4,,1,1,1");
    }

    @Test
    void namesWithCommasOrQuotes_areQuoted() throws Exception {
        Path file = directory.resolve("metrics.csv");
        MetricsCsv csv = new MetricsCsv(file);
        csv.started(new TrainingPlan(1, 1, 1));
        csv.epochFinished(new EpochReport(1, 1, Map.of("a,\"b\"", 1.0), Map.of(), 1, 1));
        csv.failed(new IllegalStateException());
        assertThat(Files.readString(file)).startsWith("epoch,steps,\"train_a,\"\"b\"\"\",examples");
    }

    @Test
    void figuresThatAnEpochLacks_areEmpty() throws Exception {
        Path file = directory.resolve("metrics.csv");
        MetricsCsv csv = new MetricsCsv(file);
        csv.started(new TrainingPlan(3, 1, 1));
        csv.epochFinished(new EpochReport(1, 1, Map.of("loss", Double.NaN), Map.of("loss", 3.0), 1, 1));
        csv.epochFinished(new EpochReport(2, 2, figures("loss", 1.0, "gradient_norm", 5.0), Map.of(), 1, 1));
        csv.epochFinished(new EpochReport(3, 3, Map.of("loss", 2.0), Map.of(), 1, 1));
        csv.failed(new IllegalStateException());
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "epoch,steps,train_loss,train_gradient_norm,validation_loss,examples,seconds,examples_per_second",
                        "1,1,NaN,,3,1,1,1",
                        "2,2,1,5,,1,1,1",
                        "3,3,2,,,1,1,1");
    }

    private static Map<String, Double> figures(String first, double value, String second, double other) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(first, value);
        figures.put(second, other);
        return figures;
    }

    @Test
    void directoryThatDoesNotExist_isNamed() {
        Path file = directory.resolve("absent").resolve("metrics.csv");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new MetricsCsv(file).started(new TrainingPlan(1, 1, 1)))
                .withMessageContaining("MetricsCsv: cannot write " + file);
    }

    @Test
    void rowBeforeTheStart_isAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new MetricsCsv(directory.resolve("metrics.csv")).epochFinished(Made.epoch(1)))
                .withMessageContaining("is not open; add it to a trainer as listener");
    }
}
