package org.rnn4j.check;

import java.util.List;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Tensor;

/** A loss for tests: the sum of the products of values and given weights, in double. */
public final class WeightedSum {
    private WeightedSum() {}

    /** The sum over all pairs of a value and weights of its shape. */
    public static Var of(Tape tape, List<Var> values, List<Tensor> weights) {
        double sum = 0;
        for (int n = 0; n < values.size(); n++) {
            if (!java.util.Arrays.equals(values.get(n).shape(), weights.get(n).shape())) {
                throw new AssertionError("expected shape " + weights.get(n) + ", but got " + values.get(n));
            }
            float[] y = values.get(n).values();
            for (int i = 0; i < weights.get(n).count(); i++) {
                sum += (double) y[i] * weights.get(n).values()[i];
            }
        }
        Var loss = tape.result(new int[0], values.toArray(new Var[0]));
        loss.values()[0] = (float) sum;
        return tape.record(loss, gradients -> backward(gradients, loss, values, weights));
    }

    private static void backward(Gradients gradients, Var loss, List<Var> values, List<Tensor> weights) {
        float seed = gradients.of(loss)[0];
        for (int n = 0; n < values.size(); n++) {
            if (values.get(n).requiresGradient()) {
                float[] target = gradients.of(values.get(n));
                for (int i = 0; i < weights.get(n).count(); i++) {
                    target[i] += seed * weights.get(n).values()[i];
                }
            }
        }
    }
}
