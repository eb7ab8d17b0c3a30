package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.MeanSquaredError;
import org.rnn4j.optim.TraceListener;
import org.rnn4j.optim.TraceReport;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.recurrent.GateTrace;
import org.rnn4j.recurrent.GradientTrace;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class TracePicturesTest {
    private static final RandomKey KEY = RandomKey.of(3);

    @TempDir
    private Path directory;

    /** What a listener reports of a stack of 4 units before training, over 12 steps of which the last has no sequence. */
    private static TraceReport report(Recurrent stack) {
        Linear output = new Linear(stack.outputSize(), 1, KEY.child("output"));
        Tensor x = Tensor.zeros(12, 5, 2);
        RandomStream random = KEY.child("x").stream();
        for (int i = 0; i < x.count(); i++) {
            x.values()[i] = (float) random.nextGaussian();
        }
        SeriesBatch batch = new SeriesBatch(x, Lengths.of(3, 11, 7, 1, 5));
        Map<String, Tensor> before =
                Parameters.of("stack", stack, "output", output).snapshot();
        List<TraceReport> reports = new ArrayList<>();
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            TraceListener listener = new TraceListener(
                    context,
                    stack,
                    tape -> MeanSquaredError.mean(
                            output.forward(stack.forward(tape.sequence(batch)).finalOutput()), Tensor.zeros(5, 1)),
                    KEY,
                    2,
                    reports::add);
            listener.started(new TrainingPlan(4, 1, 5));
            listener.epochStarted(1);
        }
        assertThat(Parameters.of("stack", stack, "output", output).snapshot()).isEqualTo(before);
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private static TraceReport gru() {
        return report(Recurrent.gru(2, 4).bidirectional().build(KEY.child("stack")));
    }

    @Test
    void gradients_areALineForEachState() throws Exception {
        Path file = directory.resolve("gradients.png");
        GradientTracePicture.of(gru().gradients()).savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(Pixels.count(image, Style.TRAINING, 0, image.getWidth())).isGreaterThan(300);
        assertThat(Pixels.count(image, Style.VALIDATION, 0, image.getWidth())).isGreaterThan(300);
        GradientTracePicture.of(gru().gradients()).saveSvg(directory.resolve("gradients.svg"));
        assertThat(Files.readString(directory.resolve("gradients.svg"))).contains("rgb(31,119,180)", "rgb(217,95,2)");
    }

    @Test
    void gates_areTwoPanels() throws Exception {
        Path file = directory.resolve("gates.png");
        GateTracePicture.of(gru().gates()).savePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * 2 * 720);
        GateTracePicture.of(gru().gates()).saveSvg(directory.resolve("gates.svg"));
        assertThat(Files.readString(directory.resolve("gates.svg")))
                .contains("viewBox=\"0 0 1440 400\"", "rgb(31,119,180)", "rgb(86,180,233)");
    }

    @Test
    void files_holdStepsAndShares_withEmptyFieldsBehindTheEnd() throws Exception {
        TraceReport report = gru();
        new TraceFiles(directory.resolve("traces")).accept(report);
        List<String> gates = Files.readAllLines(directory.resolve("traces/gates-0000.csv"));
        assertThat(gates.get(0))
                .startsWith("step,r_l0_low,r_l0_high,z_l0_low,z_l0_high,n_l0_low,n_l0_high,r_l0_reverse_low");
        assertThat(gates).hasSize(13);
        assertThat(gates.get(12)).isEqualTo("11" + ",".repeat(12));
        List<String> gradients = Files.readAllLines(directory.resolve("traces/gradients-0000.csv"));
        GradientTrace h = report.gradients().get(0);
        assertThat(gradients.get(0)).isEqualTo("step,h_l0,h_l0_reverse");
        assertThat(gradients.get(3)).startsWith("2," + Digits.significant(h.norm(2), 9) + ",");
        assertThat(gradients.get(12)).isEqualTo("11,0,0");
        assertThat(directory.resolve("traces/gates-0000.svg")).isNotEmptyFile();
        assertThat(directory.resolve("traces/gradients-0000.svg")).isNotEmptyFile();
    }

    @Test
    void cellWithoutGates_hasGradientsAlone() throws Exception {
        TraceReport report = report(Recurrent.rnn(2, 4).relu().build(KEY.child("stack")));
        new TraceFiles(directory).accept(report);
        assertThat(directory.resolve("gradients-0000.csv")).isNotEmptyFile();
        assertThat(directory.resolve("gates-0000.csv")).doesNotExist();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateTracePicture.of(List.<GateTrace>of()))
                .withMessageContaining("at least one gate");
    }

    @Test
    void tracesWithoutAnyNorm_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientTracePicture.of(List.of()))
                .withMessageContaining("a norm above 0");
    }
}
