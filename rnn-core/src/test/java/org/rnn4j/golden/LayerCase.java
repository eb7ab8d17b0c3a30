package org.rnn4j.golden;

import java.util.List;
import java.util.function.UnaryOperator;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.WeightedSum;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Layer;
import org.rnn4j.layer.LayerNorm;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Layers and activations: output and all gradients. */
final class LayerCase {
    private static final double VALUE_TOLERANCE = 2e-6;
    private static final double GRADIENT_TOLERANCE = 1e-5;

    private LayerCase() {}

    static void check(GoldenCase golden, String kind, Context context) {
        try (Tape tape = Tape.training(context, RandomKey.of(1))) {
            switch (kind) {
                case "linear" -> checkLayer(golden, tape, linear(golden));
                case "layer_norm" ->
                    checkLayer(
                            golden, tape, new LayerNorm(golden.tensor("weight").count(), golden.number("eps", 1e-5)));
                case "embedding" -> checkEmbedding(golden, tape);
                default -> checkFunction(golden, tape, function(golden, kind));
            }
        }
    }

    private static Linear linear(GoldenCase golden) {
        golden.requireOption("weight", "out,in");
        Tensor weight = golden.tensor("weight");
        return golden.has("bias")
                ? new Linear(weight.size(1), weight.size(0), RandomKey.of(2))
                : Linear.withoutBias(weight.size(1), weight.size(0), RandomKey.of(2));
    }

    private static void checkLayer(GoldenCase golden, Tape tape, Layer layer) {
        layer.parameters().forEach((name, parameter) -> parameter.set(golden.tensor(name)));
        Var x = tape.variable(golden.tensor("x"));
        Gradients gradients = checkOutput(golden, tape, layer.forward(x));
        golden.assertClose("grad.x", gradients.tensor(x), GRADIENT_TOLERANCE);
        checkParameters(golden, layer.parameters(), gradients);
    }

    private static void checkEmbedding(GoldenCase golden, Tape tape) {
        Tensor weight = golden.tensor("weight");
        Embedding embedding = golden.metadata().has("padding_idx")
                ? Embedding.withPadding(
                        weight.size(0), weight.size(1), golden.metadata().integer("padding_idx"), RandomKey.of(2))
                : new Embedding(weight.size(0), weight.size(1), RandomKey.of(2));
        embedding.parameters().get("weight").set(weight);
        int[] shape = golden.tensors().get("index").shape();
        int time = shape[0];
        int batch = shape.length == 1 ? 1 : shape[1];
        TokenBatch tokens = TokenBatch.timeMajor(golden.integers("index"), time, Lengths.full(batch, time));
        Var y = embedding.forward(tape, tokens).values();
        checkParameters(golden, embedding.parameters(), checkOutput(golden, tape, y));
    }

    private static void checkFunction(GoldenCase golden, Tape tape, UnaryOperator<Var> function) {
        Var x = tape.variable(golden.tensor("x"));
        Gradients gradients = checkOutput(golden, tape, function.apply(x));
        golden.assertClose("grad.x", gradients.tensor(x), GRADIENT_TOLERANCE);
    }

    private static Gradients checkOutput(GoldenCase golden, Tape tape, Var y) {
        golden.assertClose("y", y.toTensor(), VALUE_TOLERANCE);
        Tensor dy = golden.tensor("dy").reshape(y.shape());
        return tape.gradients(WeightedSum.of(tape, List.of(y), List.of(dy)));
    }

    private static void checkParameters(GoldenCase golden, Parameters parameters, Gradients gradients) {
        parameters.forEach((name, parameter) ->
                golden.assertClose("grad." + name, gradients.tensor(parameter), GRADIENT_TOLERANCE));
    }

    private static UnaryOperator<Var> function(GoldenCase golden, String kind) {
        return switch (kind) {
            case "softmax" -> Var::softmax;
            case "log_softmax" -> Var::logSoftmax;
            case "relu" -> Var::relu;
            case "leaky_relu" -> x -> x.leakyRelu((float) golden.number("negative_slope", 0.01));
            case "elu" -> x -> x.elu((float) golden.number("alpha", 1));
            case "gelu" -> gelu(golden);
            case "silu" -> Var::silu;
            case "softplus" -> Var::softplus;
            case "tanh" -> Var::tanh;
            case "sigmoid" -> Var::sigmoid;
            case "hardsigmoid" -> Var::hardSigmoid;
            case "hardtanh" -> Var::hardTanh;
            case "softsign" -> Var::softSign;
            default -> throw new AssertionError(golden.name() + ": unknown layer " + kind);
        };
    }

    private static UnaryOperator<Var> gelu(GoldenCase golden) {
        golden.requireOption("approximate", "none");
        return Var::gelu;
    }
}
