package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.optim.EvaluationReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.StepReport;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.report.EventFile.Histogram;
import org.rnn4j.optim.report.EventFile.Message;
import org.rnn4j.optim.report.EventFile.Scalar;
import org.rnn4j.tensor.Tensor;

class TensorBoardEventsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_234_567_250L), ZoneOffset.UTC);
    private static final String NAME = "events.out.tfevents.0001234567.rnn4j";
    private static final TrainingPlan PLAN = new TrainingPlan(2, 100, 6_400);

    @TempDir
    private Path directory;

    private TensorBoardEvents events(Parameters weights, int lossEvery) {
        return new TensorBoardEvents(directory, weights, lossEvery, CLOCK);
    }

    private List<Message> written() throws Exception {
        return EventFile.read(directory.resolve(NAME));
    }

    private static Parameters weights(float[] matrix, float[] bias) {
        return Parameters.builder()
                .add("layer.weight", new Parameter(Tensor.of(matrix, 2, matrix.length / 2)))
                .add("layer.bias", new Parameter(Tensor.of(bias, bias.length)))
                .build();
    }

    @Test
    void file_beginsWithItsVersion_andHasTheClocksTimes() throws Exception {
        try (TensorBoardEvents events = events(Parameters.none(), 1)) {
            events.started(PLAN);
            events.epochFinished(Made.epoch(1));
        }
        List<Message> written = written();
        assertThat(written.get(0).string(3)).isEqualTo("brain.Event:2");
        assertThat(written.get(0).fields()).containsOnlyKeys(1, 3);
        assertThat(written)
                .hasSizeGreaterThan(1)
                .allSatisfy(event -> assertThat(event.<Double>one(1)).isEqualTo(1_234_567.25));
    }

    @Test
    void everyFigure_isAScalar_writtenAtOnce() throws Exception {
        List<Scalar> expected = new ArrayList<>();
        TensorBoardEvents events = events(Parameters.none(), 1_000);
        events.started(PLAN);
        for (int epoch = 1; epoch <= 2; epoch++) {
            long steps = epoch * 100L;
            Map<String, Double> validation = Made.epoch(epoch).validation();
            events.evaluationFinished(new EvaluationReport(epoch, 100, steps, validation));
            events.epochFinished(Made.epoch(epoch));
            validation.forEach(
                    (name, value) -> expected.add(new Scalar("validation/" + name, steps, value.floatValue())));
            Made.epoch(epoch)
                    .training()
                    .forEach((name, value) -> expected.add(new Scalar("train/" + name, steps, value.floatValue())));
            expected.add(new Scalar("speed/examples_per_second", steps, 2_560));
            assertThat(EventFile.scalars(written())).isEqualTo(expected).hasSize(6 * epoch);
        }
        events.finished(Made.result(2, 1));
        assertThat(written()).hasSize(1 + expected.size());
    }

    @Test
    void lossOfEveryNthStep_isWritten_acrossEpochs() throws Exception {
        TensorBoardEvents events = events(Parameters.none(), 3);
        events.started(PLAN);
        for (int step = 1; step <= 10; step++) {
            events.stepFinished(
                    new StepReport(1 + step / 6, 1 + step % 5, step == 6 ? Double.NaN : 1.0 / step, 1, 1, Map.of()));
        }
        events.failed(new IllegalStateException());
        assertThat(EventFile.scalars(written()))
                .containsExactly(
                        new Scalar("step/loss", 3, 1f / 3),
                        new Scalar("step/loss", 6, Float.NaN),
                        new Scalar("step/loss", 9, 1f / 9));
    }

    @Test
    void everyParameter_isAHistogramOfItsValues() throws Exception {
        float[] matrix = new float[200];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (i - 90) * (i % 7 + 1) / 97f;
        }
        Map<String, float[]> values = new LinkedHashMap<>();
        values.put("weights/layer.weight", matrix);
        values.put("weights/layer.bias", new float[] {0, -0f, 1e-13f, -1e-13f, 1e25f, -1e25f, 1});
        TensorBoardEvents events = events(weights(matrix, values.get("weights/layer.bias")), 1);
        events.started(PLAN);
        events.epochFinished(Made.epoch(1));
        events.finished(Made.result(1, 1));
        List<Histogram> histograms = EventFile.histograms(written());
        assertThat(histograms).extracting(Histogram::tag).containsExactlyElementsOf(values.keySet());
        for (Histogram histogram : histograms) {
            assertThat(histogram.step()).isEqualTo(100);
            check(histogram.content(), values.get(histogram.tag()));
        }
    }

    @Test
    void gradientsOfEveryNthStep_areHistogramsOfTheirValues() throws Exception {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        gradients.put("layer.weight", Tensor.of(new float[] {0.5f, -2, 0, 3e-5f}, 2, 2));
        gradients.put("layer.bias", Tensor.vector(1f, 2f, -7f));
        TensorBoardEvents events = events(Parameters.none(), 1).withGradients(4);
        events.started(PLAN);
        for (long step = 1; step <= 9; step++) {
            assertThat(events.wantsGradients(step)).isEqualTo(step == 4 || step == 8);
            if (events.wantsGradients(step)) {
                events.gradientsComputed(step, gradients);
            }
        }
        events.finished(Made.result(1, 1));
        List<Histogram> histograms = EventFile.histograms(written());
        assertThat(histograms)
                .extracting(histogram -> histogram.step() + " " + histogram.tag())
                .containsExactly(
                        "4 gradients/layer.weight",
                        "4 gradients/layer.bias",
                        "8 gradients/layer.weight",
                        "8 gradients/layer.bias");
        for (Histogram histogram : histograms) {
            String name = histogram.tag().substring("gradients/".length());
            check(histogram.content(), gradients.get(name).values());
        }
    }

    @Test
    void gradients_areNotAskedForUnlessWanted() {
        TensorBoardEvents events = events(Parameters.none(), 1);
        assertThat(java.util.stream.LongStream.rangeClosed(1, 1_000).anyMatch(events::wantsGradients))
                .isFalse();
    }

    private static void check(Message histogram, float[] values) {
        double min = values[0];
        double max = values[0];
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            min = value < min ? value : min;
            max = value > max ? value : max;
            sum += value;
            squares += (double) value * value;
        }
        assertThat(histogram.<Double>one(1)).isEqualTo(min);
        assertThat(histogram.<Double>one(2)).isEqualTo(max);
        assertThat(histogram.<Double>one(3)).isEqualTo(values.length);
        assertThat(histogram.<Double>one(4)).isEqualTo(sum);
        assertThat(histogram.<Double>one(5)).isEqualTo(squares);
        double[] limits = histogram.doubles(6);
        double[] counts = histogram.doubles(7);
        assertThat(limits).hasSameSizeAs(counts).isSorted();
        double counted = 0;
        for (int i = 0; i < limits.length; i++) {
            double from = i == 0 ? Double.NEGATIVE_INFINITY : limits[i - 1];
            int inside = 0;
            for (float value : values) {
                inside += value >= from && value < limits[i] ? 1 : 0;
            }
            assertThat(counts[i]).as("bucket %s to %s", from, limits[i]).isEqualTo(inside);
            counted += counts[i];
        }
        assertThat(counted).isEqualTo(values.length);
    }

    @Test
    void resumedRun_beginsAnotherFile_thatForgetsLaterSteps() throws Exception {
        TensorBoardEvents events = events(Parameters.none(), 1);
        events.started(PLAN);
        events.finished(Made.result(1, 1));
        byte[] before = Files.readAllBytes(directory.resolve(NAME));
        events.started(PLAN);
        events.resumed(new Resumption(Path.of("checkpoint"), 150, 2, 3_200, List.of(Made.epoch(1)), List.of()));
        events.stepFinished(new StepReport(2, 51, 0.5, 64, 64, Map.of()));
        events.finished(Made.result(2, 1));
        assertThat(directory.resolve(NAME)).hasBinaryContent(before);
        List<Message> resumed = EventFile.read(directory.resolve(NAME + ".001"));
        assertThat(resumed.get(0).string(3)).isEqualTo("brain.Event:2");
        assertThat(resumed.get(1).<Long>one(2)).isEqualTo(151);
        assertThat(resumed.get(1).message(7).<Long>one(1)).isEqualTo(1);
        assertThat(EventFile.scalars(resumed)).containsExactly(new Scalar("step/loss", 151, 0.5f));
    }

    @Test
    void folderThatDoesNotExist_isMade() {
        Path folder = directory.resolve("runs").resolve("first");
        try (TensorBoardEvents events = new TensorBoardEvents(folder, Parameters.none(), 1, CLOCK)) {
            events.started(PLAN);
        }
        assertThat(folder.resolve(NAME)).isNotEmptyFile();
    }

    @Test
    void folderThatCannotBeWritten_isNamed() throws Exception {
        Path folder = Files.writeString(directory.resolve("file"), "in the way");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new TensorBoardEvents(folder, Parameters.none(), 1, CLOCK).started(PLAN))
                .withMessageStartingWith("TensorBoardEvents: cannot write into the folder " + folder + ": ");
    }

    @Test
    void weightThatIsNotFinite_isNamed() {
        TensorBoardEvents events = events(weights(new float[] {1, 2}, new float[] {Float.POSITIVE_INFINITY}), 1);
        events.started(PLAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events.epochFinished(Made.epoch(1)))
                .withMessageContaining("the histogram of layer.bias, but value 0 is Infinity");
        events.close();
    }

    @Test
    void lossEveryZeroSteps_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events(Parameters.none(), 0))
                .withMessage("TensorBoardEvents: expected at least 1 step from loss to loss, but got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events(Parameters.none(), 1).withGradients(0))
                .withMessage("TensorBoardEvents: expected at least 1 step from gradients to gradients, but got 0");
    }

    @Test
    void eventsBeforeTheStartOrAfterTheEnd_areErrors() {
        TensorBoardEvents events = events(Parameters.none(), 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> events.epochFinished(Made.epoch(1)))
                .withMessageContaining("no file is open in " + directory + "; add it to a trainer as listener");
        events.started(PLAN);
        events.close();
        events.close();
        assertThatIllegalStateException().isThrownBy(() -> events.epochFinished(Made.epoch(1)));
    }
}
