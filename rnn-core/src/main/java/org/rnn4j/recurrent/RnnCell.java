package org.rnn4j.recurrent;

/**
 * The vanilla recurrent network (Elman 1990): {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}, or with relu in place of
 * tanh. Names and shapes are PyTorch's.
 */
final class RnnCell extends Cell {
    private final Slot gates;
    private final StateSlot h;

    RnnCell(int inputSize, int hiddenSize, boolean biased, boolean relu) {
        super(inputSize, hiddenSize);
        h = state("h", hiddenSize);
        gates = slot("gates", hiddenSize);

        weight("weight_ih", hiddenSize, inputSize, 1);
        weight("weight_hh", hiddenSize, hiddenSize, 1);
        if (biased) {
            bias("bias_ih", hiddenSize);
            bias("bias_hh", hiddenSize);
            start(gates, 0, "bias_ih", 0, hiddenSize);
            start(gates, 0, "bias_hh", 0, hiddenSize);
        }
        input("weight_ih", gates);
        recurrent("weight_hh", h, gates);
        if (relu) {
            pointwise(this::relu, this::reluBackward);
        } else {
            gate("h", h, 0, hiddenSize, GateRange.TANH);
            pointwise(this::tanh, this::tanhBackward);
        }
    }

    @Override
    boolean writesAllGradients() {
        return true;
    }

    private void tanh(Step step) {
        step.kernels().tanh(step.values(gates), step.at(gates), step.values(h), step.at(h), step.rows() * hiddenSize());
    }

    private void tanhBackward(Step step) {
        step.kernels()
                .tanhBackward(
                        step.values(h),
                        step.at(h),
                        step.gradients(h),
                        step.at(h),
                        step.gradients(gates),
                        step.at(gates),
                        step.rows() * hiddenSize());
    }

    private void relu(Step step) {
        float[] in = step.values(gates);
        float[] out = step.values(h);
        int from = step.at(gates);
        int to = step.at(h);
        int count = step.rows() * hiddenSize();
        for (int i = 0; i < count; i++) {
            float x = in[from + i];
            out[to + i] = x <= 0f ? 0f : x; // NaN passes
        }
    }

    private void reluBackward(Step step) {
        float[] out = step.values(h);
        float[] dOut = step.gradients(h);
        float[] dIn = step.gradients(gates);
        int from = step.at(h);
        int to = step.at(gates);
        int count = step.rows() * hiddenSize();
        for (int i = 0; i < count; i++) {
            dIn[to + i] = out[from + i] <= 0f ? 0f : dOut[from + i];
        }
    }
}
