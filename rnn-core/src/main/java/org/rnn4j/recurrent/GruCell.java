package org.rnn4j.recurrent;

/**
 * Gated recurrent unit with the reset gate applied after the product, as in PyTorch, cuDNN and Keras' default.
 *
 * <p>With the gates in the order r z n: {@code r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)}, {@code z} likewise, {@code n =
 * tanh(W_in x + b_in + r (W_hn h + b_hn))}, {@code h' = (1 - z) n + z h}. Names and shapes are PyTorch's.
 */
final class GruCell extends Cell {
    private final Slot gates;
    private final Slot candidate;
    private final StateSlot h;

    GruCell(int inputSize, int hiddenSize, boolean biased) {
        super(inputSize, hiddenSize);
        h = state("h", hiddenSize);
        gates = slot("gates", 3 * hiddenSize);
        candidate = slot("candidate", hiddenSize);

        weight("weight_ih", 3 * hiddenSize, inputSize, 3);
        weight("weight_hh", 3 * hiddenSize, hiddenSize, 3);
        if (biased) {
            bias("bias_ih", 3 * hiddenSize);
            bias("bias_hh", 3 * hiddenSize);
            start(gates, 0, "bias_ih", 0, 3 * hiddenSize);
            start(gates, 0, "bias_hh", 0, 2 * hiddenSize);
            start(candidate, 0, "bias_hh", 2 * hiddenSize, hiddenSize);
        }
        gate("r", gates, 0, hiddenSize, GateRange.SIGMOID);
        gate("z", gates, hiddenSize, hiddenSize, GateRange.SIGMOID);
        gate("n", gates, 2 * hiddenSize, hiddenSize, GateRange.TANH);
        input("weight_ih", gates);
        recurrent("weight_hh", 0, 2 * hiddenSize, h, gates, 0);
        recurrent("weight_hh", 2 * hiddenSize, 3 * hiddenSize, h, candidate, 0);
        pointwise(this::forward, this::backward);
    }

    @Override
    boolean writesAllGradients() {
        return true;
    }

    private void forward(Step step) {
        step.kernels()
                .gruForward(
                        step.rows(),
                        hiddenSize(),
                        step.values(gates),
                        step.at(gates),
                        step.values(candidate),
                        step.at(candidate),
                        step.values(h),
                        step.previousAt(h),
                        step.values(h),
                        step.at(h));
    }

    private void backward(Step step) {
        step.kernels()
                .gruBackward(
                        step.rows(),
                        hiddenSize(),
                        step.values(gates),
                        step.gradients(gates),
                        step.at(gates),
                        step.values(candidate),
                        step.gradients(candidate),
                        step.at(candidate),
                        step.values(h),
                        step.gradients(h),
                        step.previousAt(h),
                        step.gradients(h),
                        step.at(h));
    }
}
