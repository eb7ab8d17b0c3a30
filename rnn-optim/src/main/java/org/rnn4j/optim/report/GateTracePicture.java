package org.rnn4j.optim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.knowm.xchart.XYChart;
import org.rnn4j.recurrent.GateTrace;

/**
 * A picture of how saturated gates are: beside each other the share of values at the lower and at the upper end of their
 * range ({@link org.rnn4j.recurrent.GateRange}) against the time step, with a line for each gate.
 */
public final class GateTracePicture {
    private final Panels panels;

    private GateTracePicture(Panels panels) {
        this.panels = panels;
    }

    /**
     * The picture of these gates.
     *
     * @throws IllegalArgumentException if there is no gate
     */
    public static GateTracePicture of(List<GateTrace> gates) {
        if (gates.isEmpty()) {
            throw new IllegalArgumentException(
                    "GateTracePicture: expected at least one gate, but got none; does the cell declare its gates?");
        }
        return new GateTracePicture(new Panels(List.of(
                chart("Closed: sigmoid below 0.1, tanh below -0.9", gates, GateTrace::low),
                chart("Open: above 0.9", gates, GateTrace::high))));
    }

    private static XYChart chart(String title, List<GateTrace> gates, ToDoubleBiFunction<GateTrace, Integer> share) {
        int steps = gates.stream().mapToInt(GateTrace::steps).max().orElse(0);
        StepLines lines = new StepLines(title, "share of the values", steps);
        for (GateTrace gate : gates) {
            double[] shares = new double[gate.steps()];
            for (int t = 0; t < shares.length; t++) {
                shares[t] = share.applyAsDouble(gate, t);
            }
            lines.add(gate.name(), shares);
        }
        lines.chart().getStyler().setYAxisMin(0.0);
        lines.chart().getStyler().setYAxisMax(1.0);
        lines.chart().getStyler().setYAxisTickLabelsFormattingFunction(value -> Digits.significant(value, 2));
        return lines.chart();
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
