package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.StepReport;
import org.rnn4j.optim.StopReason;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void run(ConsoleProgress progress, int epochs) {
        TrainingResult result = Made.result(epochs, 1);
        progress.started(new TrainingPlan(12, 2, 6_400));
        for (EpochReport report : result.history()) {
            progress.epochStarted(report.epoch());
            progress.stepFinished(new StepReport(report.epoch(), 1, 3.5, 3_200, 3_200, Map.of()));
            progress.stepFinished(new StepReport(report.epoch(), 2, 3.25, 3_200, 3_200, Map.of()));
            progress.evaluationStarted(report.epoch());
            progress.epochFinished(report);
        }
        progress.finished(result);
    }

    @Test
    void withoutTerminal_eachEpochIsALine() {
        run(new ConsoleProgress(out, false), 2);
        assertThat(written().lines())
                .containsExactly(
                        "epoch  1/12  train: loss 3.7000, accuracy 0.0500, gradient norm 1.5000"
                                + "  validation: loss 3.6000, accuracy 0.2000  2,560 examples/s",
                        "epoch  2/12  train: loss 1.9500, accuracy 0.5250, gradient norm 1.5000"
                                + "  validation: loss 2.1500, accuracy 0.5000  2,560 examples/s",
                        "stopped after 2 epochs in 5.0 s of training, 2,560 examples/s;"
                                + " the weights are those of epoch 1");
    }

    @Test
    void whatIsCounted_hasItsOwnName() {
        run(new ConsoleProgress(out, false).counting("tokens"), 1);
        assertThat(written()).contains("2,560 tokens/s").doesNotContain("examples");
    }

    @Test
    void resumption_andItsDamagedFiles_areSaid() {
        ConsoleProgress progress = new ConsoleProgress(out, false);
        progress.started(new TrainingPlan(12, 2, 6_400));
        progress.resumed(new Resumption(
                Path.of("runs", "checkpoint-1.safetensors"), 1_500, 3, 10, List.of(), List.of(Path.of("newer"))));
        progress.finished(new TrainingResult(List.of(), List.of(), 3, StopReason.REQUEST, null));
        assertThat(written().lines())
                .containsExactly(
                        "warning: the checkpoint newer cannot be read, going back to an older one",
                        "resumed in epoch 3/12 after 1,500 steps, from checkpoint-1.safetensors",
                        "stopped on request before the first epoch was over");
    }

    @Test
    void barOfAResumedEpoch_beginsWhereItWas() {
        ConsoleProgress progress = new ConsoleProgress(out, true);
        progress.started(new TrainingPlan(12, 2, 6_400));
        progress.resumed(new Resumption(Path.of("c"), 1, 1, 3_200, List.of(), List.of()));
        progress.epochStarted(1);
        progress.stepFinished(new StepReport(1, 2, 3.25, 3_200, 3_200, Map.of()));
        progress.finished(new TrainingResult(List.of(), List.of(), 1, StopReason.TIME_LIMIT, null));
        assertThat(written()).contains("100%").endsWith("stopped at the time limit before the first epoch was over\n");
    }

    @Test
    void linesAreTheSame_inALocaleWithDecimalCommas() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            run(new ConsoleProgress(out, false), 1);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(written())
                .contains("loss 3.7000")
                .contains("2,560 examples/s")
                .contains("after 1 epoch in 2.5 s");
    }

    @Test
    void onATerminal_aBarRunsBeforeEachLine_andIsWipedOut() {
        run(new ConsoleProgress(out, true), 2);
        assertThat(written()).contains("epoch  1/12").contains("100%").contains("evaluating");
        String[] lines = written().split("\n");
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            String visible = line.substring(line.lastIndexOf('\r') + 1);
            assertThat(visible).doesNotContain("%");
        }
        assertThat(lines[1]).endsWith("2,560 examples/s");
    }

    @Test
    void bar_isNoLongerThanTheTerminal() {
        run(new ConsoleProgress(out, true), 1);
        for (String drawn : written().split("[\r\n]")) {
            if (drawn.contains("%")) {
                assertThat(drawn.strip().length()).as(drawn).isLessThanOrEqualTo(79);
            }
        }
    }

    @Test
    void failure_endsTheBar() {
        ConsoleProgress progress = new ConsoleProgress(out, true);
        progress.started(new TrainingPlan(1, 2, 6_400));
        progress.epochStarted(1);
        progress.failed(new IllegalStateException("stop"));
        int length = bytes.size();
        progress.failed(new IllegalStateException("again"));
        assertThat(bytes.size()).isEqualTo(length).isPositive();
    }
}
