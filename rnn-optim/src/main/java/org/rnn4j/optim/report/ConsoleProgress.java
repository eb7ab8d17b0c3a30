package org.rnn4j.optim.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.StepReport;
import org.rnn4j.optim.StopReason;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;

/**
 * Shows training as text: one line after each epoch with losses, metrics and examples per second, and on a terminal
 * also a bar with rate and remaining time while an epoch runs.
 *
 * <p>Whether there is a terminal is for the caller to say: Java 17 cannot ask about one stream alone, and from Java 22
 * {@code System.console()} no longer tells.
 */
public final class ConsoleProgress implements TrainingListener {
    /** Fits the narrowest usual terminal, so that the bar never wraps. */
    private static final int WIDTH = 79;

    private static final int UPDATE_MILLISECONDS = 200;

    private final PrintStream out;
    private final boolean terminal;
    private final String unit;
    private int epochs;
    private long examplesPerEpoch;
    private long examplesBefore;
    private @Nullable ProgressBar bar;
    private @Nullable OneLine line;

    /**
     * Writes to this stream.
     *
     * @param out where to, for example {@code System.err}
     * @param terminal whether that is a terminal, on which a bar can be drawn over and over
     */
    public ConsoleProgress(PrintStream out, boolean terminal) {
        this(out, terminal, "examples");
    }

    private ConsoleProgress(PrintStream out, boolean terminal, String unit) {
        this.out = out;
        this.terminal = terminal;
        this.unit = unit;
    }

    /** The same for an objective that counts something else as its examples, for example {@code tokens}. */
    public ConsoleProgress counting(String newUnit) {
        return new ConsoleProgress(out, terminal, newUnit);
    }

    @Override
    public void started(TrainingPlan plan) {
        epochs = plan.epochs();
        examplesPerEpoch = plan.examplesPerEpoch();
        examplesBefore = 0;
    }

    @Override
    public void resumed(Resumption resumption) {
        for (Path damaged : resumption.damaged()) {
            out.println("warning: the checkpoint " + damaged + " cannot be read, going back to an older one");
        }
        out.println(String.format(
                Locale.ROOT,
                "resumed in epoch %s after %,d steps, from %s",
                number(resumption.epoch()).strip(),
                resumption.steps(),
                resumption.file().getFileName()));
        examplesBefore = resumption.examples();
    }

    @Override
    public void epochStarted(int epoch) {
        if (terminal) {
            line = new OneLine(out);
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + number(epoch))
                    .setInitialMax(examplesPerEpoch)
                    .startsFrom(examplesBefore, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
                    .setMaxRenderedLength(WIDTH)
                    .setConsumer(line)
                    .showSpeed()
                    .build();
        }
        examplesBefore = 0;
    }

    @Override
    public void stepFinished(StepReport report) {
        if (bar != null) {
            bar.stepBy(report.examples());
            bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", report.loss()));
        }
    }

    @Override
    public void evaluationStarted(int epoch) {
        if (bar != null) {
            bar.setExtraMessage(" evaluating");
        }
    }

    @Override
    public void epochFinished(EpochReport report) {
        endBar();
        StringBuilder text = new StringBuilder("epoch ").append(number(report.epoch()));
        text.append("  train: ").append(figures(report.training()));
        if (!report.validation().isEmpty()) {
            text.append("  validation: ").append(figures(report.validation()));
        }
        out.println(text.append("  ").append(rate(report.examplesPerSecond())));
    }

    @Override
    public void finished(TrainingResult result) {
        endBar();
        if (result.history().isEmpty()) {
            out.println(ending(result.reason()) + " before the first epoch was over");
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%s after %s in %.1f s of training, %s; the weights are those of epoch %d",
                ending(result.reason()),
                result.history().size() == 1 ? "1 epoch" : result.history().size() + " epochs",
                result.trainSeconds(),
                rate(result.examplesPerSecond()),
                result.bestEpoch()));
    }

    private static String ending(StopReason reason) {
        return switch (reason) {
            case LAST_EPOCH -> "done";
            case EARLY_STOPPING -> "stopped";
            case TIME_LIMIT -> "stopped at the time limit";
            case REQUEST -> "stopped on request";
            case NON_FINITE -> "stopped at a loss or gradient that was not finite";
        };
    }

    @Override
    public void failed(Throwable failure) {
        endBar();
    }

    private void endBar() {
        if (bar != null && line != null) {
            bar.close();
            line.end();
            bar = null;
            line = null;
        }
    }

    /** The number of an epoch, padded so that lines align. */
    private String number(int epoch) {
        String total = Integer.toString(epochs);
        return String.format(Locale.ROOT, "%" + total.length() + "d/%s", epoch, total);
    }

    private static String figures(Map<String, Double> figures) {
        StringJoiner text = new StringJoiner(", ");
        figures.forEach((name, value) -> text.add(name.replace('_', ' ') + String.format(Locale.ROOT, " %.4f", value)));
        return text.toString();
    }

    private String rate(double examplesPerSecond) {
        return String.format(Locale.ROOT, "%,.0f %s/s", examplesPerSecond, unit);
    }

    /** Draws the bar over itself. The bar's own thread may draw late, so what ends it is here and not in the bar. */
    private static final class OneLine implements ProgressBarConsumer {
        private final PrintStream out;
        private boolean ended;

        OneLine(PrintStream out) {
            this.out = out;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public synchronized void accept(String rendered) {
            if (!ended) {
                out.print("\r" + rendered);
                out.flush();
            }
        }

        @Override
        public void close() {
            // Nothing to do: the stream is the caller's, and end() wipes the line.
        }

        /** Wipes the line; nothing is drawn afterwards. */
        synchronized void end() {
            ended = true;
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }
}
