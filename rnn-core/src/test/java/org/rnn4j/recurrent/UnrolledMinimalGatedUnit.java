package org.rnn4j.recurrent;

import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.RandomKey;

/** The formulas of {@link MinimalGatedUnit} written on differentiable values. */
final class UnrolledMinimalGatedUnit implements UnrolledCell {
    private final int width;
    private final Linear input;
    private final Linear forget;
    private final Linear candidate;

    UnrolledMinimalGatedUnit(int inputSize, int hiddenSize, RandomKey key) {
        width = hiddenSize;
        input = new Linear(inputSize, 2 * hiddenSize, key.child("input"));
        forget = Linear.withoutBias(hiddenSize, hiddenSize, key.child("forget"));
        candidate = Linear.withoutBias(hiddenSize, hiddenSize, key.child("candidate"));
    }

    @Override
    public List<StateShape> states() {
        return List.of(new StateShape("h", width));
    }

    @Override
    public Map<String, Var> step(Tape tape, Var x, PreviousStates previous) {
        Var gates = input.forward(x);
        Var h = previous.get("h");
        Var f = gates.slice(1, 0, width)
                .plus(forget.forward(previous.forProducts("h")))
                .sigmoid();
        Var n = gates.slice(1, width, 2 * width)
                .plus(candidate.forward(f.times(h)))
                .tanh();
        return Map.of("h", h.plus(f.times(n.minus(h))));
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("input", input, "forget", forget, "candidate", candidate);
    }
}
