package org.rnn4j.check;

import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.ScalarMath;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.Tensor;

/** h[t] = tanh(w x[t] + d h[t-1]) per feature, by hand and with a bug on demand. */
final class ToyCell implements Parameterized {
    enum Bug {
        NONE,
        SIGN,
        FORGETS_FIRST_STEP,
        FORGETS_INPUT,
        OVERWRITES_WHAT_FORWARD_KEPT,
        NOT_A_NUMBER,
        RUNS_INTO_PADDING,
        COUNTS_PADDED_STEPS,
        GRADIENT_OF_PADDING
    }

    private final Parameter weight = new Parameter(Tensor.vector(0.7f, -1.1f));
    private final Parameter decay = new Parameter(Tensor.vector(0.4f));
    private final Bug bug;

    ToyCell(Bug bug) {
        this.bug = bug;
    }

    @Override
    public Parameters parameters() {
        return Parameters.builder().add("weight", weight).add("decay", decay).build();
    }

    Sequence forward(Sequence input) {
        Var x = input.values();
        Var w = input.tape().parameter(weight);
        Var d = input.tape().parameter(decay);
        Var h = input.tape().result(x.shape(), x, w, d);
        int step = input.batch() * input.features();
        for (int i = 0; i < h.count(); i++) {
            float previous = i < step ? 0f : h.values()[i - step];
            boolean valid = isValid(input, i) || bug == Bug.RUNS_INTO_PADDING;
            float scale = bug == Bug.COUNTS_PADDED_STEPS ? 1f / input.time() : 1f;
            float in = scale * w.values()[i % input.features()] * x.values()[i] + d.values()[0] * previous;
            h.values()[i] = valid ? ScalarMath.tanh(in) : 0f;
        }
        input.tape().record(h, gradients -> backward(input, x, w, d, h, gradients));
        return bug == Bug.RUNS_INTO_PADDING
                ? new Sequence(h, Lengths.full(input.batch(), input.lengths().max()))
                : input.withValues(h);
    }

    private void backward(Sequence input, Var x, Var w, Var d, Var h, Gradients gradients) {
        float[] dh = gradients.of(h).clone();
        float[] dx = gradients.of(x);
        float[] dw = gradients.of(w);
        float[] dd = gradients.of(d);
        int step = input.batch() * input.features();
        for (int i = h.count() - 1; i >= 0; i--) {
            if (bug == Bug.GRADIENT_OF_PADDING && !isValid(input, i)) {
                dx[i] = 1f;
            }
            if (!isValid(input, i) || (bug == Bug.FORGETS_FIRST_STEP && i < step)) {
                continue;
            }
            int feature = i % input.features();
            float y = h.values()[i];
            float inner = dh[i] * (1 - y * y);
            dw[feature] += inner * x.values()[i];
            if (bug != Bug.FORGETS_INPUT) {
                dx[i] += inner * w.values()[feature];
            }
            if (i >= step) {
                dd[0] += (bug == Bug.SIGN ? -1 : 1) * inner * h.values()[i - step];
                dh[i - step] += inner * d.values()[0];
            }
        }
        if (bug == Bug.OVERWRITES_WHAT_FORWARD_KEPT) {
            h.values()[0] += 0.5f;
        }
        if (bug == Bug.NOT_A_NUMBER) {
            dw[1] = Float.NaN;
        }
    }

    private static boolean isValid(Sequence input, int element) {
        int row = element / input.features();
        return row / input.batch() < input.lengths().get(row % input.batch());
    }
}
