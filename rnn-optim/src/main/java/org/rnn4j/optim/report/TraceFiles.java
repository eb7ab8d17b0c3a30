package org.rnn4j.optim.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.rnn4j.optim.TraceReport;

/**
 * Writes every report of a {@link org.rnn4j.optim.TraceListener} into a folder: {@code gradients-0003.svg} and {@code
 * .csv}, {@code gates-0003.svg} and {@code .csv} for the one after epoch 3. A cell without gates has no files of gates, a
 * loss that depends on no state no picture of gradients.
 */
public final class TraceFiles implements Consumer<TraceReport> {
    private final Path folder;

    /** Writes into this folder, which is made if it is not there. */
    public TraceFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void accept(TraceReport report) {
        String number = String.format(Locale.ROOT, "%04d", report.epoch());
        try {
            Files.createDirectories(folder);
            TraceCsv.writeGradients(report.gradients(), folder.resolve("gradients-" + number + ".csv"));
            boolean any = report.gradients().stream()
                    .flatMapToDouble(trace -> java.util.Arrays.stream(trace.norms()))
                    .anyMatch(norm -> norm > 0);
            if (any) {
                GradientTracePicture.of(report.gradients()).saveSvg(folder.resolve("gradients-" + number + ".svg"));
            }
            if (!report.gates().isEmpty()) {
                TraceCsv.writeGates(report.gates(), folder.resolve("gates-" + number + ".csv"));
                GateTracePicture.of(report.gates()).saveSvg(folder.resolve("gates-" + number + ".svg"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "TraceFiles: cannot write to " + folder + ": " + failure.getMessage(), failure);
        }
    }
}
