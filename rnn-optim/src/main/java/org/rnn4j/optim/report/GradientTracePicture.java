package org.rnn4j.optim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.recurrent.GradientTrace;

/**
 * A picture of how much gradient reaches back to each time step: the norm against the step, on a logarithmic axis, with
 * a line for each trace. A line that falls steeply to the left is a vanishing gradient, one that rises an exploding one.
 * Norms of 0 are gaps.
 */
public final class GradientTracePicture {
    /** Powers of ten that stay free above and below the lines. */
    private static final double ROOM = 0.3;

    private final Panels panels;

    private GradientTracePicture(Panels panels) {
        this.panels = panels;
    }

    /** The picture of these traces under their own names. */
    public static GradientTracePicture of(List<GradientTrace> traces) {
        Map<String, GradientTrace> named = new LinkedHashMap<>();
        traces.forEach(trace -> named.put(trace.name(), trace));
        return of(named);
    }

    /**
     * The picture of these traces under the given names, in their order.
     *
     * @throws IllegalArgumentException if there is no trace, or no norm above 0
     */
    public static GradientTracePicture of(Map<String, GradientTrace> traces) {
        int steps =
                traces.values().stream().mapToInt(GradientTrace::steps).max().orElse(0);
        StepLines lines = new StepLines("Gradient of the loss by time step", "norm", steps);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, GradientTrace> trace : traces.entrySet()) {
            double[] exponents = exponents(trace.getValue());
            lines.add(trace.getKey(), exponents);
            for (double exponent : exponents) {
                lowest = exponent < lowest ? exponent : lowest;
                highest = exponent > highest ? exponent : highest;
            }
        }
        if (!(highest >= lowest)) {
            throw new IllegalArgumentException("GradientTracePicture: expected a trace with a norm above 0, but got "
                    + traces.keySet() + " without one");
        }
        scale(lines, lowest, highest);
        return new GradientTracePicture(new Panels(List.of(lines.chart())));
    }

    /** The logarithms to base ten; NaN for 0 and what is not finite. */
    private static double[] exponents(GradientTrace trace) {
        double[] exponents = trace.norms();
        for (int t = 0; t < exponents.length; t++) {
            double norm = exponents[t];
            exponents[t] = norm > 0 && norm < Double.POSITIVE_INFINITY ? StrictMath.log10(norm) : Double.NaN;
        }
        return exponents;
    }

    /** Whole powers of ten at both ends, and labels at whole ones alone. */
    private static void scale(StepLines lines, double lowest, double highest) {
        double bottom = Math.floor(lowest - ROOM);
        double top = Math.ceil(highest + ROOM);
        lines.chart().getStyler().setYAxisMin(bottom);
        lines.chart().getStyler().setYAxisMax(top);
        lines.chart().getStyler().setYAxisTickLabelsFormattingFunction(GradientTracePicture::power);
    }

    private static String power(double exponent) {
        return exponent == Math.rint(exponent) ? "1e" + (long) exponent : "";
    }

    /** Writes the picture as PNG. */
    public void savePng(Path file) throws IOException {
        panels.savePng(file);
    }

    /** Writes the picture as SVG. */
    public void saveSvg(Path file) throws IOException {
        panels.saveSvg(file);
    }
}
