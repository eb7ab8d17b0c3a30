package org.rnn4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.WeightedSum;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Recurrent stacks: outputs, final states and all gradients. */
final class RecurrentCase {
    private static final String LOSS = "sum(y*dy)+sum(hn*dhn)+sum(cn*dcn)";

    /** Rounding grows along a vanilla chain: from this many steps on, PyTorch's own float32 is off by more, too. */
    private static final int LONG_CHAIN = 100;

    private final GoldenCase golden;
    private final Recurrent stack;
    private final int layers;
    private final int directions;
    private final double valueTolerance;
    private final double gradientTolerance;

    private RecurrentCase(GoldenCase golden, String kind) {
        this.golden = golden;
        golden.requireOption("layout", "time,batch,feature");
        golden.requireOption("loss", LOSS);
        layers = golden.integer("layers", 1);
        directions = golden.flag("bidirectional", false) ? 2 : 1;
        stack = stack(kind);
        boolean longChain = kind.equals("RNN") && golden.tensor("x").size(0) >= LONG_CHAIN;
        valueTolerance = longChain ? 1e-5 : 2e-6;
        gradientTolerance = longChain ? 1e-4 : 1e-5;
    }

    static void check(GoldenCase golden, String kind, Context context) {
        new RecurrentCase(golden, kind).run(context);
    }

    private Recurrent stack(String kind) {
        RecurrentBuilder builder = builder(
                kind, golden.metadata().integer("input_size"), golden.metadata().integer("hidden_size"));
        builder.layers(layers);
        if (directions == 2) {
            builder.bidirectional();
        }
        if (!golden.flag("bias", true)) {
            builder.withoutBias();
        }
        if (golden.integer("proj_size", 0) > 0) {
            builder.projection(golden.integer("proj_size", 0));
        }
        Recurrent made = builder.build(RandomKey.of(0));
        made.parameters().forEach((name, parameter) -> parameter.set(golden.tensor("param." + name)));
        return made;
    }

    private RecurrentBuilder builder(String kind, int input, int hidden) {
        return switch (kind) {
            case "LSTM" -> Recurrent.lstm(input, hidden);
            case "GRU" -> Recurrent.gru(input, hidden);
            case "RNN" ->
                switch (golden.text("nonlinearity", "tanh")) {
                    case "tanh" -> Recurrent.rnn(input, hidden);
                    case "relu" -> Recurrent.rnn(input, hidden).relu();
                    default ->
                        throw new AssertionError(
                                golden.name() + ": unknown nonlinearity " + golden.text("nonlinearity", ""));
                };
            default -> throw new AssertionError(golden.name() + ": unknown recurrent kind " + kind);
        };
    }

    private void run(Context context) {
        Tensor x = golden.tensor("x");
        Lengths lengths =
                golden.has("lengths") ? Lengths.of(golden.integers("lengths")) : Lengths.full(x.size(1), x.size(0));
        try (Tape tape = Tape.training(context, RandomKey.of(1))) {
            Sequence input = tape.variable(new SeriesBatch(x, lengths));
            Map<String, Var> initial = initial(tape);
            RecurrentOutput output =
                    initial.isEmpty() ? stack.forward(input) : stack.forward(input, TapeState.of(initial));
            List<Var> values = new ArrayList<>(List.of(output.sequence().values()));
            List<Tensor> weights = new ArrayList<>(List.of(golden.tensor("dy")));
            golden.assertClose("y", output.sequence().values().toTensor(), valueTolerance);
            for (String state : states("n")) {
                golden.assertClose(state, stacked(output.finalState().parts(), state.substring(0, 1)), valueTolerance);
                for (int i = 0; i < layers * directions; i++) {
                    values.add(output.finalState().part(part(state.substring(0, 1), i)));
                    weights.add(slice(golden.tensor("d" + state), i));
                }
            }
            checkGradients(tape.gradients(WeightedSum.of(tape, values, weights)), input, initial);
        }
    }

    private void checkGradients(Gradients gradients, Sequence input, Map<String, Var> initial) {
        golden.assertClose("grad.x", gradients.tensor(input.values()), gradientTolerance);
        stack.parameters()
                .forEach((name, parameter) ->
                        golden.assertClose("grad." + name, gradients.tensor(parameter), gradientTolerance));
        for (String state : initial.isEmpty() ? List.<String>of() : states("0")) {
            Tensor[] parts = new Tensor[layers * directions];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = gradients.tensor(initial.get(part(state.substring(0, 1), i)));
            }
            golden.assertClose("grad." + state, stacked(parts), gradientTolerance);
        }
    }

    /** The names of the states with this ending that the case has. */
    private List<String> states(String ending) {
        return List.of("h" + ending, "c" + ending).stream().filter(golden::has).toList();
    }

    private Map<String, Var> initial(Tape tape) {
        Map<String, Var> initial = new LinkedHashMap<>();
        for (String state : states("0")) {
            for (int i = 0; i < layers * directions; i++) {
                initial.put(part(state.substring(0, 1), i), tape.variable(slice(golden.tensor(state), i)));
            }
        }
        return initial;
    }

    /** PyTorch's order: layer by layer, forward before backward. */
    private String part(String letter, int i) {
        return letter + "_l" + i / directions + (i % directions == 1 ? "_reverse" : "");
    }

    private Tensor stacked(Map<String, Var> parts, String letter) {
        Tensor[] tensors = new Tensor[layers * directions];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = parts.get(part(letter, i)).toTensor();
        }
        return stacked(tensors);
    }

    private static Tensor stacked(Tensor[] parts) {
        Tensor all = Tensor.zeros(parts.length, parts[0].size(0), parts[0].size(1));
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i].values(), 0, all.values(), i * parts[i].count(), parts[i].count());
        }
        return all;
    }

    private static Tensor slice(Tensor tensor, int i) {
        int count = tensor.size(1) * tensor.size(2);
        return Tensor.wrap(
                Arrays.copyOfRange(tensor.values(), i * count, (i + 1) * count), tensor.size(1), tensor.size(2));
    }
}
