package org.rnn4j.recurrent;

import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate by Gers et al. 2000), optionally with a
 * projection of the output (Sak et al. 2014).
 *
 * <p>With the gates in the order i f g o: {@code [i f g o] = W_ih x + b_ih + W_hh h + b_hh}, {@code c' = sigmoid(f) c +
 * sigmoid(i) tanh(g)}, {@code h' = sigmoid(o) tanh(c')}, projected {@code h' = W_hr (sigmoid(o) tanh(c'))}. Names and
 * shapes are PyTorch's.
 */
final class LstmCell extends Cell {
    private final Slot gates;
    private final Slot tanhC;
    private final StateSlot c;
    /** Where sigmoid(o) tanh(c) goes: the output itself, or what is projected. */
    private final Slot squashed;

    LstmCell(int inputSize, int hiddenSize, boolean biased, int projection, @Nullable Float forgetBias) {
        super(inputSize, hiddenSize);
        StateSlot h = state("h", projection > 0 ? projection : hiddenSize);
        c = state("c", hiddenSize);
        gates = slot("gates", 4 * hiddenSize);
        tanhC = slot("tanhC", hiddenSize);
        squashed = projection > 0 ? slot("squashed", hiddenSize) : h;

        weight("weight_ih", 4 * hiddenSize, inputSize, 4);
        weight("weight_hh", 4 * hiddenSize, h.width(), 4);
        if (biased) {
            bias("bias_ih", 4 * hiddenSize);
            bias("bias_hh", 4 * hiddenSize);
            start(gates, 0, "bias_ih", 0, 4 * hiddenSize);
            start(gates, 0, "bias_hh", 0, 4 * hiddenSize);
            if (forgetBias != null) {
                biasStart("bias_ih", hiddenSize, hiddenSize, forgetBias);
                biasStart("bias_hh", hiddenSize, hiddenSize, 0);
            }
        }
        gate("i", gates, 0, hiddenSize, GateRange.SIGMOID);
        gate("f", gates, hiddenSize, hiddenSize, GateRange.SIGMOID);
        gate("g", gates, 2 * hiddenSize, hiddenSize, GateRange.TANH);
        gate("o", gates, 3 * hiddenSize, hiddenSize, GateRange.SIGMOID);
        input("weight_ih", gates);
        recurrent("weight_hh", h, gates);
        pointwise(this::forward, this::backward);
        if (projection > 0) {
            weight("weight_hr", projection, hiddenSize, 1);
            product("weight_hr", squashed, h);
        }
    }

    @Override
    boolean writesAllGradients() {
        return true;
    }

    private void forward(Step step) {
        step.kernels()
                .lstmForward(
                        step.rows(),
                        hiddenSize(),
                        step.values(gates),
                        step.at(gates),
                        step.values(c),
                        step.previousAt(c),
                        step.values(c),
                        step.at(c),
                        step.values(tanhC),
                        step.at(tanhC),
                        step.values(squashed),
                        step.at(squashed));
    }

    private void backward(Step step) {
        step.kernels()
                .lstmBackward(
                        step.rows(),
                        hiddenSize(),
                        step.values(gates),
                        step.gradients(gates),
                        step.at(gates),
                        step.values(c),
                        step.gradients(c),
                        step.previousAt(c),
                        step.gradients(c),
                        step.at(c),
                        step.values(tanhC),
                        step.at(tanhC),
                        step.gradients(squashed),
                        step.at(squashed));
    }
}
