package org.rnn4j.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * One forward pass of a check: the tape, the inputs on it by name, and the outputs declared so far. Belongs to the thread
 * of the check.
 *
 * <p>The loss of a check is the sum of all valid elements of all outputs, each times a fixed random weight in [-1, 1),
 * so that every output counts and none counts like another.
 */
public final class Pass {
    private final Tape tape;
    private final Map<String, Var> values = new LinkedHashMap<>();
    private final Map<String, Sequence> sequences = new LinkedHashMap<>();
    private final Map<String, TokenBatch> tokens = new LinkedHashMap<>();
    private final List<Output> outputs = new ArrayList<>();

    /** A value that counts; with lengths, only its valid steps do. */
    record Output(Var var, @Nullable Lengths lengths) {
        boolean counts(int element) {
            if (lengths == null) {
                return true;
            }
            int row = element / var.size(2);
            return row / var.size(1) < lengths.get(row % var.size(1));
        }
    }

    Pass(Tape tape) {
        this.tape = tape;
    }

    /** The training tape of this pass; the same random key at every pass of one check. */
    public Tape tape() {
        return tape;
    }

    /** The input of this name, given as tensor. */
    public Var value(String name) {
        return get(values, name);
    }

    /** The input of this name, given as batch of series. */
    public Sequence sequence(String name) {
        return get(sequences, name);
    }

    /** The input of this name, given as batch of tokens. */
    public TokenBatch tokens(String name) {
        return get(tokens, name);
    }

    private static <V> V get(Map<String, V> inputs, String name) {
        V input = inputs.get(name);
        if (input == null) {
            throw new IllegalArgumentException(
                    "Pass: there is no input " + name + " of this kind; the names are " + inputs.keySet());
        }
        return input;
    }

    /** Declares a value as output; every element counts. */
    public Pass output(Var output) {
        outputs.add(new Output(output, null));
        return this;
    }

    /** Declares a sequence as output; its valid steps count. */
    public Pass output(Sequence output) {
        outputs.add(new Output(output.values(), output.lengths()));
        return this;
    }

    void add(String name, Var value) {
        values.put(name, value);
    }

    void add(String name, Sequence sequence) {
        sequences.put(name, sequence);
    }

    void add(String name, TokenBatch batch) {
        tokens.put(name, batch);
    }

    List<Output> outputs() {
        if (outputs.isEmpty()) {
            throw new IllegalStateException(
                    "Pass: nothing was declared with output(...), so there is nothing to check");
        }
        return outputs;
    }

    /** A function of the output's number and the element's place alone, so that it does not move when padding is added. */
    private static float weight(RandomKey key, Output output, int element) {
        boolean series = output.lengths() != null;
        int features = series ? output.var().size(2) : 1;
        int batch = series ? output.var().size(1) : 1;
        int row = element / features;
        return 2 * RandomKey.uniform(key.rowSeed(row % batch, row / batch), element % features) - 1;
    }

    /** The loss in double. */
    double loss(RandomKey key) {
        double sum = 0;
        for (int n = 0; n < outputs().size(); n++) {
            Output output = outputs.get(n);
            float[] y = output.var().values();
            for (int i = 0; i < output.var().count(); i++) {
                if (output.counts(i)) {
                    sum += (double) weight(key.child(n), output, i) * y[i];
                }
            }
        }
        return sum;
    }

    /** The square root of the sum of the squared terms of the loss: how much of it rounding can move. */
    double magnitude(RandomKey key) {
        double sum = 0;
        for (int n = 0; n < outputs().size(); n++) {
            Output output = outputs.get(n);
            float[] y = output.var().values();
            for (int i = 0; i < output.var().count(); i++) {
                if (output.counts(i)) {
                    double term = (double) weight(key.child(n), output, i) * y[i];
                    sum += term * term;
                }
            }
        }
        return Math.sqrt(sum);
    }

    /** The loss on the tape. */
    Var lossOnTape(RandomKey key) {
        List<Output> declared = List.copyOf(outputs());
        Var loss = tape.result(new int[0], declared.stream().map(Output::var).toArray(Var[]::new));
        loss.values()[0] = (float) loss(key);
        return tape.record(
                loss, gradients -> addWeights(declared, key, gradients.of(loss)[0], gradients));
    }

    private static void addWeights(List<Output> outputs, RandomKey key, float dLoss, Gradients gradients) {
        for (int n = 0; n < outputs.size(); n++) {
            Output output = outputs.get(n);
            if (output.var().requiresGradient()) {
                float[] dy = gradients.of(output.var());
                for (int i = 0; i < output.var().count(); i++) {
                    if (output.counts(i)) {
                        dy[i] = Math.fma(dLoss, weight(key.child(n), output, i), dy[i]);
                    }
                }
            }
        }
    }
}
