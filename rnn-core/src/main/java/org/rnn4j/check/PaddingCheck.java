package org.rnn4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * Shows that padding has no influence on a layer, a cell or a model: not on a valid output, the loss or a gradient, bit
 * for bit.
 *
 * <p>The computation runs with zeros behind every sequence's end, then with NaN, with infinity and with large numbers there, with large numbers in the padding of the tape's own values, and with three more padded steps. The
 * loss is that of {@link Pass}. Gradients of padding must be 0. Usage is that of {@link GradientCheck}. At least one input
 * must have padding, and no output may be a plain value whose shape depends on the padded time. Immutable.
 */
public final class PaddingCheck {
    private static final int MORE_STEPS = 3;
    private static final float LARGE = 1e4f;

    private final Parameters parameters;
    private final Inputs inputs;

    private PaddingCheck(Parameters parameters, Inputs inputs) {
        this.parameters = parameters;
        this.inputs = inputs;
    }

    /** A check of the gradients of all parameters of {@code subject}, and of its outputs. */
    public static PaddingCheck of(Parameterized subject) {
        return of(subject.parameters());
    }

    /** A check of the gradients of these parameters, and of the outputs. */
    public static PaddingCheck of(Parameters parameters) {
        return new PaddingCheck(parameters, Inputs.NONE);
    }

    /** This check with one more input, which has no padding. */
    public PaddingCheck input(String name, Tensor value) {
        return new PaddingCheck(parameters, inputs.withNew(name, value));
    }

    /** This check with one more input, whose padding is changed. */
    public PaddingCheck input(String name, SeriesBatch value) {
        return new PaddingCheck(parameters, inputs.withNew(name, value));
    }

    /** This check with one more input, whose padding is changed. */
    public PaddingCheck input(String name, TokenBatch value) {
        return new PaddingCheck(parameters, inputs.withNew(name, value));
    }

    /**
     * What a check found.
     *
     * @param differences one line for each quantity that padding changed; empty if all is well
     */
    public record Report(List<String> differences) {
        /** Copies the list. */
        public Report {
            differences = List.copyOf(differences);
        }

        /** Whether padding had no influence. */
        public boolean passed() {
            return differences.isEmpty();
        }

        /**
         * Returns this report if padding had no influence.
         *
         * @throws AssertionError listing the differences
         */
        public Report assertPassed() {
            if (!passed()) {
                throw new AssertionError(
                        "PaddingCheck: padding has an influence\n  " + String.join("\n  ", differences));
            }
            return this;
        }
    }

    /** One way to change the padding. */
    private record Change(String name, float padding, int moreSteps, boolean onTape) {}

    private static final List<Change> CHANGES = List.of(
            new Change("NaN in the padding", Float.NaN, 0, false),
            new Change("infinity in the padding", Float.NEGATIVE_INFINITY, 0, false),
            new Change("large numbers in the padding", LARGE, 0, false),
            new Change("large numbers in the tape's padding", LARGE, 0, true),
            new Change(MORE_STEPS + " more padded steps", 0f, MORE_STEPS, false));

    /**
     * Runs the check: one forward and backward pass for zeros in the padding and for each change.
     *
     * @param key where the weights of the loss and the random choices on the tape come from
     * @throws IllegalStateException if {@code forward} declares no output
     * @throws IllegalArgumentException if no input has padding
     */
    public Report run(Context context, RandomKey key, Forward forward) {
        requirePadding();
        List<String> differences = new ArrayList<>();
        Change none = new Change("zeros in the padding", 0f, 0, false);
        Map<String, float[]> expected = quantities(context, key, forward, none, differences);
        for (Change change : CHANGES) {
            Map<String, float[]> actual = quantities(context, key, forward, change, differences);
            expected.forEach((name, values) ->
                    compare(change.name(), name, values, Objects.requireNonNull(actual.get(name)), differences));
        }
        return new Report(differences);
    }

    private void requirePadding() {
        for (Object input : inputs.asMap().values()) {
            if (input instanceof SeriesBatch series && !series.lengths().areAll(series.time())) {
                return;
            } else if (input instanceof TokenBatch tokens && !tokens.lengths().areAll(tokens.time())) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "PaddingCheck: expected an input with sequences of different lengths, but got "
                        + inputs.asMap().keySet() + " without padding");
    }

    private static void compare(
            String change, String name, float[] expected, float[] actual, List<String> differences) {
        if (expected.length != actual.length) {
            differences.add(change + ": " + name + " has " + actual.length + " elements instead of " + expected.length);
            return;
        }
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                differences.add(change + ": " + name + ", valid element " + i + ": " + actual[i] + " instead of "
                        + expected[i]);
                return;
            }
        }
    }

    /** All that padding must not change, by name: valid elements alone. */
    private Map<String, float[]> quantities(
            Context context, RandomKey key, Forward forward, Change change, List<String> differences) {
        Map<String, float[]> quantities = new LinkedHashMap<>();
        try (Tape tape = Tape.training(context, key.child("tape"))) {
            Pass pass = changed(change).enter(tape);
            if (change.onTape()) {
                fillPadding(pass);
            }
            forward.run(pass);
            int number = 0;
            for (Pass.Output output : pass.outputs()) {
                quantities.put("output " + number++, valid(output, output.var().toTensor()));
            }
            Var loss = pass.lossOnTape(key.child("weights"));
            quantities.put("the loss", new float[] {loss.item()});
            if (loss.requiresGradient()) {
                addGradients(pass, tape.gradients(loss), change, quantities, differences);
            }
        }
        return quantities;
    }

    private void addGradients(
            Pass pass, Gradients gradients, Change change, Map<String, float[]> quantities, List<String> differences) {
        parameters.forEach((name, parameter) -> quantities.put(
                "the gradient of parameter " + name, gradients.tensor(parameter).values()));
        inputs.asMap().forEach((name, input) -> {
            if (input instanceof Tensor) {
                quantities.put(
                        "the gradient of input " + name,
                        gradients.tensor(pass.value(name)).values());
            } else if (input instanceof SeriesBatch) {
                Sequence sequence = pass.sequence(name);
                Pass.Output asOutput = new Pass.Output(sequence.values(), sequence.lengths());
                Tensor gradient = gradients.tensor(sequence.values());
                quantities.put("the gradient of input " + name, valid(asOutput, gradient));
                for (int i = 0; i < gradient.count(); i++) {
                    if (!asOutput.counts(i) && gradient.values()[i] != 0) {
                        differences.add(change.name() + ": the padding of input " + name + " has a gradient: element "
                                + i + " is " + gradient.values()[i]);
                        break;
                    }
                }
            }
        });
    }

    private static float[] valid(Pass.Output output, Tensor values) {
        float[] valid = new float[values.count()];
        int count = 0;
        for (int i = 0; i < values.count(); i++) {
            if (output.counts(i)) {
                valid[count++] = values.values()[i];
            }
        }
        return Arrays.copyOf(valid, count);
    }

    private void fillPadding(Pass pass) {
        inputs.asMap().forEach((name, input) -> {
            if (input instanceof SeriesBatch series) {
                Var values = pass.sequence(name).values();
                Pass.Output asOutput = new Pass.Output(values, series.lengths());
                for (int i = 0; i < values.count(); i++) {
                    if (!asOutput.counts(i)) {
                        values.values()[i] = LARGE;
                    }
                }
            }
        });
    }

    private Inputs changed(Change change) {
        Inputs changed = inputs;
        for (Map.Entry<String, Object> entry : inputs.asMap().entrySet()) {
            if (entry.getValue() instanceof SeriesBatch series) {
                changed = changed.with(entry.getKey(), changed(series, change));
            } else if (entry.getValue() instanceof TokenBatch tokens) {
                changed = changed.with(entry.getKey(), changed(tokens, change));
            }
        }
        return changed;
    }

    private static SeriesBatch changed(SeriesBatch series, Change change) {
        int batch = series.batch();
        int features = series.features();
        Lengths lengths = series.lengths();
        Tensor values = Tensor.zeros(series.time() + change.moreSteps(), batch, features);
        Arrays.fill(values.values(), change.padding());
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < lengths.get(b); t++) {
                int at = (t * batch + b) * features;
                System.arraycopy(series.values().values(), at, values.values(), at, features);
            }
        }
        return new SeriesBatch(values, lengths);
    }

    private static TokenBatch changed(TokenBatch tokens, Change change) {
        int batch = tokens.batch();
        int time = tokens.time() + change.moreSteps();
        int[] ids = new int[Tensor.elementCount(time, batch)];
        Arrays.fill(ids, change.padding() == 0f ? 0 : Integer.MAX_VALUE);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < tokens.lengths().get(b); t++) {
                ids[t * batch + b] = tokens.id(t, b);
            }
        }
        return TokenBatch.timeMajor(ids, time, tokens.lengths());
    }
}
