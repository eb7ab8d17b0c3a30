package org.rnn4j.recurrent;

/** f = sigmoid(W_f x + U_f h), n = tanh(W_n x + U_n (f h)), h' = (1 - f) h + f n (Zhou et al. 2016). */
final class MinimalGatedUnit extends Cell {
    private final StateSlot h = state("h", hiddenSize());
    private final Slot gates = slot("gates", 2 * hiddenSize());
    private final Slot kept = slot("kept", hiddenSize());

    MinimalGatedUnit(int inputSize, int hiddenSize) {
        super(inputSize, hiddenSize);
        weight("weight_ih", 2 * hiddenSize, inputSize, 2);
        weight("weight_hh", 2 * hiddenSize, hiddenSize, 2);
        bias("bias", 2 * hiddenSize);
        start(gates, 0, "bias", 0, 2 * hiddenSize);
        input("weight_ih", gates);
        recurrent("weight_hh", 0, hiddenSize, h, gates, 0);
        pointwise(this::forget, this::forgetBackward);
        recurrent("weight_hh", hiddenSize, 2 * hiddenSize, kept, gates, hiddenSize);
        pointwise(this::update, this::updateBackward);
    }

    private void forget(Step step) {
        float[] g = step.values(gates);
        for (int row = 0; row < step.rows(); row++) {
            int f = step.at(gates, row);
            step.kernels().sigmoid(g, f, g, f, hiddenSize());
            for (int j = 0; j < hiddenSize(); j++) {
                step.values(kept)[step.at(kept, row) + j] = g[f + j] * step.values(h)[step.previousAt(h, row) + j];
            }
        }
    }

    private void forgetBackward(Step step) {
        for (int row = 0; row < step.rows(); row++) {
            for (int j = 0; j < hiddenSize(); j++) {
                float f = step.values(gates)[step.at(gates, row) + j];
                float dKept = step.gradients(kept)[step.at(kept, row) + j];
                int before = step.previousAt(h, row) + j;
                step.gradients(gates)[step.at(gates, row) + j] += dKept * step.values(h)[before] * (f * (1 - f));
                step.gradients(h)[before] += dKept * f;
            }
        }
    }

    private void update(Step step) {
        float[] g = step.values(gates);
        for (int row = 0; row < step.rows(); row++) {
            int f = step.at(gates, row);
            int n = f + hiddenSize();
            step.kernels().tanh(g, n, g, n, hiddenSize());
            for (int j = 0; j < hiddenSize(); j++) {
                float before = step.values(h)[step.previousAt(h, row) + j];
                step.values(h)[step.at(h, row) + j] = Math.fma(g[f + j], g[n + j] - before, before);
            }
        }
    }

    private void updateBackward(Step step) {
        for (int row = 0; row < step.rows(); row++) {
            for (int j = 0; j < hiddenSize(); j++) {
                int at = step.at(gates, row) + j;
                int before = step.previousAt(h, row) + j;
                float f = step.values(gates)[at];
                float n = step.values(gates)[at + hiddenSize()];
                float dH = step.gradients(h)[step.at(h, row) + j];
                step.gradients(gates)[at] = dH * (n - step.values(h)[before]) * (f * (1 - f));
                step.gradients(gates)[at + hiddenSize()] = dH * f * (1 - n * n);
                step.gradients(h)[before] += dH * (1 - f);
            }
        }
    }
}
