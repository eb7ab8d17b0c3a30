package org.rnn4j.check;

import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Linear;
import org.rnn4j.recurrent.UnrolledCell;
import org.rnn4j.tensor.RandomKey;

/** h' = tanh(W x + b + U h), written on differentiable values. */
final class UnrolledRnn implements UnrolledCell {
    private final int width;
    private final Linear input;
    private final Linear recurrent;

    UnrolledRnn(int inputSize, int hiddenSize, RandomKey key) {
        width = hiddenSize;
        input = new Linear(inputSize, hiddenSize, key.child("input"));
        recurrent = Linear.withoutBias(hiddenSize, hiddenSize, key.child("recurrent"));
    }

    @Override
    public List<StateShape> states() {
        return List.of(new StateShape("h", width));
    }

    @Override
    public Map<String, Var> step(Tape tape, Var x, PreviousStates previous) {
        return Map.of(
                "h",
                input.forward(x)
                        .plus(recurrent.forward(previous.forProducts("h")))
                        .tanh());
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("input", input, "recurrent", recurrent);
    }
}
