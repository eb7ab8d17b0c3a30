package org.rnn4j.golden;

import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.BinaryCrossEntropy;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.loss.ElementLoss;
import org.rnn4j.loss.Huber;
import org.rnn4j.loss.MeanAbsoluteError;
import org.rnn4j.loss.MeanSquaredError;
import org.rnn4j.loss.Reduction;
import org.rnn4j.tensor.RandomKey;

/** Losses: value and gradient of the input. */
final class LossCase {
    private static final double VALUE_TOLERANCE = 2e-6;
    private static final double GRADIENT_TOLERANCE = 1e-5;
    private static final int IGNORED_BY_DEFAULT = -100;

    private LossCase() {}

    static void check(GoldenCase golden, String kind, Context context) {
        try (Tape tape = Tape.training(context, RandomKey.of(1))) {
            Loss loss = loss(golden, kind);
            Var input = tape.variable(golden.tensor("input"));
            Var value = loss.of(input);
            golden.assertClose("value", value.toTensor(), VALUE_TOLERANCE);
            golden.assertClose("grad.input", tape.gradients(value).tensor(input), GRADIENT_TOLERANCE);
        }
    }

    private interface Loss {
        Var of(Var input);
    }

    private static Loss loss(GoldenCase golden, String kind) {
        return switch (kind) {
            case "cross_entropy" -> input -> crossEntropy(golden).of(input, golden.integers("target"));
            case "binary_cross_entropy_with_logits" -> element(golden, binary(golden));
            case "mse" -> element(golden, MeanSquaredError.standard().reduction(reduction(golden)));
            case "mae" -> element(golden, MeanAbsoluteError.standard().reduction(reduction(golden)));
            case "huber" -> element(golden, new Huber(golden.number("delta", 1)).reduction(reduction(golden)));
            default -> throw new AssertionError(golden.name() + ": unknown loss " + kind);
        };
    }

    private static Loss element(GoldenCase golden, ElementLoss loss) {
        return input -> loss.of(input, golden.tensor("target"));
    }

    private static CrossEntropy crossEntropy(GoldenCase golden) {
        CrossEntropy loss = CrossEntropy.standard()
                .ignoreIndex(golden.integer("ignore_index", IGNORED_BY_DEFAULT))
                .smoothing(golden.number("label_smoothing", 0))
                .reduction(reduction(golden));
        return golden.has("weight") ? loss.weights(golden.tensor("weight").values()) : loss;
    }

    private static BinaryCrossEntropy binary(GoldenCase golden) {
        BinaryCrossEntropy loss = BinaryCrossEntropy.fromLogits().reduction(reduction(golden));
        return golden.has("pos_weight")
                ? loss.positiveWeight(golden.tensor("pos_weight").values())
                : loss;
    }

    private static Reduction reduction(GoldenCase golden) {
        return switch (golden.text("reduction", "mean")) {
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            default -> throw new AssertionError(golden.name() + ": unknown reduction");
        };
    }
}
