package org.rnn4j.optim.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.EvaluationReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.StepReport;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.tensor.Tensor;

/**
 * Writes a training run as an event file of TensorBoard ({@code tensorboard --logdir FOLDER}), in TFRecord framing.
 * The horizontal axis counts steps of the run. Tags are
 *
 * <ul>
 *   <li>{@code train/NAME} for each figure of an epoch's training, such as {@code loss} and {@code gradient_norm}, and
 *       {@code speed/examples_per_second};
 *   <li>{@code validation/NAME} for each figure of an evaluation;
 *   <li>{@code step/loss} for the loss of every n-th step;
 *   <li>{@code weights/NAME} for a histogram of each parameter after an epoch, with TensorFlow's default buckets, whose
 *       limits grow by a tenth;
 *   <li>{@code gradients/NAME} for a histogram of each gradient as the loss gave it, in the steps that {@link
 *       #withGradients} asks for.
 * </ul>
 *
 * <p>Scalars are stored as {@code float}, as TensorBoard has them.
 *
 * <p>A folder belongs to one run, since TensorBoard draws all event files of a folder as one. The file is
 * {@code events.out.tfevents.SECONDS.rnn4j}, with the clock's seconds since 1970; if it exists already, {@code .001} and
 * so on is appended. A resumed run begins another file, which tells TensorBoard to forget what the earlier files have
 * after the step from which the run goes on. Each event is handed to the operating system as soon as it is known. Times
 * come from the given clock only. Not thread-safe.
 *
 * <p>Source: TensorFlow's {@code event.proto}, {@code summary.proto} and {@code histogram.cc}.
 */
public final class TensorBoardEvents implements TrainingListener, AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int MOST_FILES = 1000;
    private static final long NEVER = Long.MAX_VALUE;

    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int EVENT_SESSION_LOG = 7;
    private static final int SESSION_LOG_STATUS = 1;
    private static final int SESSION_LOG_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE_VALUE = 2;
    private static final int VALUE_HISTOGRAM = 5;

    private final Path folder;
    private final Parameters weights;
    private final int lossEvery;
    private final long gradientsEvery;
    private final Clock clock;
    private @Nullable OutputStream out;
    private long steps;

    /**
     * Writes into this folder, which is made when training begins if it does not exist.
     *
     * @param folder where event files of this run, and of no other, are
     * @param weights the parameters to make histograms of; {@link Parameters#none()} for no histograms
     * @param lossEvery how many steps from one {@code step/loss} to the next, at least 1
     * @param clock tells the time of events and the name of the file, for example {@code Clock.systemUTC()}
     * @throws IllegalArgumentException if {@code lossEvery} is less than 1
     */
    public TensorBoardEvents(Path folder, Parameters weights, int lossEvery, Clock clock) {
        this(folder, weights, lossEvery, NEVER, clock);
    }

    private TensorBoardEvents(Path folder, Parameters weights, int lossEvery, long gradientsEvery, Clock clock) {
        requireInterval("loss to loss", lossEvery);
        requireInterval("gradients to gradients", gradientsEvery);
        this.folder = folder;
        this.weights = weights;
        this.lossEvery = lossEvery;
        this.gradientsEvery = gradientsEvery;
        this.clock = clock;
    }

    private static void requireInterval(String what, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "TensorBoardEvents: expected at least 1 step from " + what + ", but got " + steps);
        }
    }

    /**
     * Such events, not begun yet, with histograms of the gradients of every n-th step.
     *
     * @param every how many steps from one to the next, at least 1
     * @throws IllegalArgumentException if {@code every} is less than 1
     */
    public TensorBoardEvents withGradients(int every) {
        return new TensorBoardEvents(folder, weights, lossEvery, every, clock);
    }

    /** Begins a file; throws {@link UncheckedIOException} if that is not possible. */
    @Override
    public void started(TrainingPlan plan) {
        close();
        steps = 0;
        attempt(() -> {
            Files.createDirectories(folder);
            out = newFile();
        });
        write(event().string(EVENT_FILE_VERSION, VERSION));
    }

    private OutputStream newFile() throws IOException {
        String name = String.format(
                Locale.ROOT, "events.out.tfevents.%010d.rnn4j", clock.instant().getEpochSecond());
        for (int number = 0; number < MOST_FILES; number++) {
            String suffix = number == 0 ? "" : String.format(Locale.ROOT, ".%03d", number);
            try {
                return Files.newOutputStream(folder.resolve(name + suffix), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException taken) {
                // the next number may be free
            }
        }
        throw new IOException("there are " + MOST_FILES + " files " + name + " already; use another folder");
    }

    @Override
    public void resumed(Resumption resumption) {
        steps = resumption.steps();
        ProtobufWriter start = new ProtobufWriter().integer(SESSION_LOG_STATUS, SESSION_LOG_START);
        write(event().integer(EVENT_STEP, steps + 1).message(EVENT_SESSION_LOG, start));
    }

    @Override
    public boolean wantsGradients(long step) {
        return step % gradientsEvery == 0;
    }

    @Override
    public void gradientsComputed(long step, Map<String, Tensor> gradients) {
        gradients.forEach((name, gradient) -> summary(
                step,
                histogram("gradients/" + name, HistogramBuckets.of("the gradient of " + name, gradient.values()))));
    }

    @Override
    public void stepFinished(StepReport report) {
        steps++;
        if (steps % lossEvery == 0) {
            summary(steps, scalar("step/loss", report.loss()));
        }
    }

    @Override
    public void evaluationFinished(EvaluationReport report) {
        scalars("validation/", report.figures(), report.steps());
    }

    /**
     * Writes the figures and histograms of the epoch.
     *
     * @throws IllegalArgumentException if a weight is not finite
     */
    @Override
    public void epochFinished(EpochReport report) {
        scalars("train/", report.training(), report.steps());
        summary(report.steps(), scalar("speed/examples_per_second", report.examplesPerSecond()));
        weights.forEach((name, parameter) ->
                summary(report.steps(), histogram("weights/" + name, HistogramBuckets.of(name, parameter.values()))));
    }

    @Override
    public void finished(TrainingResult result) {
        close();
    }

    @Override
    public void failed(Throwable failure) {
        close();
    }

    /** Closes the file; the end of training does so too. Does nothing if it is closed. */
    @Override
    public void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            attempt(open::close);
        }
    }

    private void scalars(String group, Map<String, Double> figures, long step) {
        figures.forEach((name, value) -> summary(step, scalar(group + name, value)));
    }

    private static ProtobufWriter scalar(String tag, double value) {
        return new ProtobufWriter().string(VALUE_TAG, tag).float32(VALUE_SIMPLE_VALUE, (float) value);
    }

    private static ProtobufWriter histogram(String tag, HistogramBuckets buckets) {
        ProtobufWriter histogram = new ProtobufWriter()
                .float64(1, buckets.min())
                .float64(2, buckets.max())
                .float64(3, buckets.number())
                .float64(4, buckets.sum())
                .float64(5, buckets.sumOfSquares())
                .float64s(6, buckets.limits())
                .float64s(7, buckets.counts());
        return new ProtobufWriter().string(VALUE_TAG, tag).message(VALUE_HISTOGRAM, histogram);
    }

    private void summary(long step, ProtobufWriter value) {
        ProtobufWriter summary = new ProtobufWriter().message(SUMMARY_VALUE, value);
        write(event().integer(EVENT_STEP, step).message(EVENT_SUMMARY, summary));
    }

    private ProtobufWriter event() {
        return new ProtobufWriter().float64(EVENT_WALL_TIME, clock.millis() / 1e3);
    }

    private void write(ProtobufWriter event) {
        OutputStream open = out;
        if (open == null) {
            throw new IllegalStateException(
                    "TensorBoardEvents: no file is open in " + folder + "; add it to a trainer as listener");
        }
        attempt(() -> open.write(TfRecords.record(event.toByteArray())));
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "TensorBoardEvents: cannot write into the folder " + folder + ": " + failure.getMessage(), failure);
        }
    }
}
