package org.rnn4j.optim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rnn4j.optim.LrSweep;

/**
 * The points of a learning-rate sweep as a CSV file (RFC 4180, UTF-8): step, rate, loss, smoothed_loss, with 9
 * significant digits.
 */
public final class LrFinderCsv {
    private LrFinderCsv() {}

    /** Writes the file; an existing one is replaced. */
    public static void write(LrSweep sweep, Path file) throws IOException {
        StringBuilder text = new StringBuilder("step,rate,loss,smoothed_loss\r\n");
        for (LrSweep.Point point : sweep.points()) {
            text.append(point.step());
            for (double value : new double[] {point.rate(), point.loss(), point.smoothed()}) {
                text.append(',').append(Digits.significant(value, 9));
            }
            text.append("\r\n");
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
