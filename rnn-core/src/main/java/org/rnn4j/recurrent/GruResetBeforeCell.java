package org.rnn4j.recurrent;

/**
 * Gated recurrent unit with the reset gate applied before the product, as first published (Cho et al. 2014).
 *
 * <p>With the gates in the order r z n: {@code r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)}, {@code z} likewise, {@code n =
 * tanh(W_in x + b_in + W_hn (r h) + b_hn)}, {@code h' = (1 - z) n + z h}. Names and shapes are those of the other form;
 * the weights of the two forms are not interchangeable.
 */
final class GruResetBeforeCell extends Cell {
    private final Slot gates;
    private final Slot resetH;
    private final StateSlot h;

    GruResetBeforeCell(int inputSize, int hiddenSize, boolean biased) {
        super(inputSize, hiddenSize);
        h = state("h", hiddenSize);
        gates = slot("gates", 3 * hiddenSize);
        resetH = slot("resetH", hiddenSize);

        weight("weight_ih", 3 * hiddenSize, inputSize, 3);
        weight("weight_hh", 3 * hiddenSize, hiddenSize, 3);
        if (biased) {
            bias("bias_ih", 3 * hiddenSize);
            bias("bias_hh", 3 * hiddenSize);
            start(gates, 0, "bias_ih", 0, 3 * hiddenSize);
            start(gates, 0, "bias_hh", 0, 3 * hiddenSize);
        }
        gate("r", gates, 0, hiddenSize, GateRange.SIGMOID);
        gate("z", gates, hiddenSize, hiddenSize, GateRange.SIGMOID);
        gate("n", gates, 2 * hiddenSize, hiddenSize, GateRange.TANH);
        input("weight_ih", gates);
        recurrent("weight_hh", 0, 2 * hiddenSize, h, gates, 0);
        pointwise(this::reset, this::resetBackward);
        recurrent("weight_hh", 2 * hiddenSize, 3 * hiddenSize, resetH, gates, 2 * hiddenSize);
        pointwise(this::update, this::updateBackward);
    }

    @Override
    boolean writesAllGradients() {
        return true;
    }

    private void reset(Step step) {
        int width = hiddenSize();
        float[] g = step.values(gates);
        for (int row = 0; row < step.rows(); row++) {
            int at = step.at(gates, row);
            int previous = step.previousAt(h, row);
            int to = step.at(resetH, row);
            step.kernels().sigmoid(g, at, g, at, 2 * width);
            for (int j = 0; j < width; j++) {
                step.values(resetH)[to + j] = g[at + j] * step.values(h)[previous + j];
            }
        }
    }

    private void resetBackward(Step step) {
        int width = hiddenSize();
        float[] g = step.values(gates);
        float[] dG = step.gradients(gates);
        float[] dH = step.gradients(h);
        float[] dResetH = step.gradients(resetH);
        for (int row = 0; row < step.rows(); row++) {
            int at = step.at(gates, row);
            int previous = step.previousAt(h, row);
            int from = step.at(resetH, row);
            for (int j = 0; j < width; j++) {
                float r = g[at + j];
                float d = dResetH[from + j];
                dG[at + j] = (d * step.values(h)[previous + j]) * (r * (1f - r));
                dH[previous + j] = Math.fma(d, r, dH[previous + j]);
            }
        }
    }

    private void update(Step step) {
        int width = hiddenSize();
        float[] g = step.values(gates);
        float[] hs = step.values(h);
        for (int row = 0; row < step.rows(); row++) {
            int at = step.at(gates, row);
            int previous = step.previousAt(h, row);
            int to = step.at(h, row);
            step.kernels().tanh(g, at + 2 * width, g, at + 2 * width, width);
            for (int j = 0; j < width; j++) {
                float n = g[at + 2 * width + j];
                hs[to + j] = Math.fma(g[at + width + j], hs[previous + j] - n, n);
            }
        }
    }

    private void updateBackward(Step step) {
        int width = hiddenSize();
        float[] g = step.values(gates);
        float[] dG = step.gradients(gates);
        float[] hs = step.values(h);
        float[] dH = step.gradients(h);
        for (int row = 0; row < step.rows(); row++) {
            int at = step.at(gates, row);
            int previous = step.previousAt(h, row);
            int to = step.at(h, row);
            for (int j = 0; j < width; j++) {
                float z = g[at + width + j];
                float n = g[at + 2 * width + j];
                float d = dH[to + j];
                dG[at + width + j] = (d * (hs[previous + j] - n)) * (z * (1f - z));
                dG[at + 2 * width + j] = (d * (1f - z)) * Math.fma(-n, n, 1f);
                dH[previous + j] = Math.fma(d, z, dH[previous + j]);
            }
        }
    }
}
