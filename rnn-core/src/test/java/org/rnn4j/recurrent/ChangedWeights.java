package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** What the tests of options that change weights while training have in common. */
record ChangedWeights(RandomKey key) {
    /** Every kind of cell. */
    static List<RecurrentBuilder> everyCell(int input, int hidden) {
        return List.of(
                Recurrent.lstm(input, hidden),
                Recurrent.lstm(input, hidden).projection(hidden - 1),
                Recurrent.gru(input, hidden),
                Recurrent.gru(input, hidden).resetBefore(),
                Recurrent.rnn(input, hidden),
                Recurrent.of(MinimalGatedUnit::new, input, hidden));
    }

    /** Three sequences of different lengths. */
    SeriesBatch ragged(int features) {
        Tensor tensor = Tensor.zeros(4, 3, features);
        RandomStream stream = key.child("x").stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) stream.nextGaussian();
        }
        return new SeriesBatch(tensor, Lengths.of(2, 4, 3));
    }

    void assertRightGradients(Context context, Recurrent stack) {
        GradientCheck.of(stack)
                .input("x", ragged(2))
                .run(context, key.child("check"), pass -> {
                    RecurrentOutput output = stack.forward(pass.sequence("x"));
                    pass.output(output.sequence()).output(output.finalOutput());
                })
                .assertPassed();
    }

    /** Outputs and gradients of the input, and of the parameters in order. */
    List<Tensor> pass(Context context, Recurrent stack, SeriesBatch batch) {
        try (Tape tape = Tape.training(context, key.child("tape"))) {
            Sequence x = tape.variable(batch);
            RecurrentOutput output = stack.forward(x);
            Gradients gradients = tape.gradients(output.finalOutput().sum());
            List<Tensor> values = new ArrayList<>();
            values.add(output.sequence().values().toTensor());
            values.add(gradients.tensor(x.values()));
            stack.parameters().forEach((name, parameter) -> values.add(gradients.tensor(parameter)));
            return values;
        }
    }
}
