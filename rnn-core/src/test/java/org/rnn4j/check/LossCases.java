package org.rnn4j.check;

import static org.rnn4j.check.GradientCase.named;
import static org.rnn4j.check.SequenceCases.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.loss.ActivationRegularization;
import org.rnn4j.loss.BinaryCrossEntropy;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.loss.ElementLoss;
import org.rnn4j.loss.Huber;
import org.rnn4j.loss.MeanAbsoluteError;
import org.rnn4j.loss.MeanSquaredError;
import org.rnn4j.loss.Pinball;
import org.rnn4j.loss.Reduction;
import org.rnn4j.reference.Doubles;
import org.rnn4j.reference.ReferenceFunctions;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** The cases of the losses. */
final class LossCases {
    private static final int[] RAGGED = {2, 4, 0, 1};
    private static final int[] LABELS = {3, 0, 4, 3, 1, 2};
    private static final float[] WEIGHTS = {0.5f, 2f, 0f, 1.25f, 3f};

    private final List<GradientCase> cases = new ArrayList<>();

    private LossCases() {}

    static List<GradientCase> cases() {
        LossCases all = new LossCases();
        all.crossEntropy();
        all.crossEntropyOfSequences();
        all.elements("MeanSquaredError", MeanSquaredError.standard(), (x, t, j) -> (x - t) * (x - t));
        all.elements("MeanSquaredError sum", new MeanSquaredError(Reduction.SUM), (x, t, j) -> (x - t) * (x - t));
        all.elements("MeanSquaredError none", new MeanSquaredError(Reduction.NONE), (x, t, j) -> (x - t) * (x - t));
        all.elements("MeanAbsoluteError", MeanAbsoluteError.standard(), (x, t, j) -> Math.abs(x - t));
        all.elements("MeanAbsoluteError none", new MeanAbsoluteError(Reduction.NONE), (x, t, j) -> Math.abs(x - t));
        all.elements("Huber", new Huber(0.75), LossCases::huber);
        all.elements("Huber sum", new Huber(0.75).reduction(Reduction.SUM), LossCases::huber);
        all.elements("Pinball", Pinball.of(0.1), (x, t, j) -> pinball(x, t, 0.1f));
        all.elements(
                "Pinball of several quantiles",
                Pinball.of(0.1, 0.5, 0.9).reduction(Reduction.SUM),
                (x, t, j) -> pinball(x, t, new float[] {0.1f, 0.5f, 0.9f}[j]));
        all.elements("BinaryCrossEntropy", BinaryCrossEntropy.fromLogits(), (x, t, j) -> binary(x, t, 1));
        all.elements(
                "BinaryCrossEntropy with a positive weight",
                BinaryCrossEntropy.fromLogits().positiveWeight(2.5f),
                (x, t, j) -> binary(x, t, 2.5));
        all.elements(
                "BinaryCrossEntropy with positive weights",
                BinaryCrossEntropy.fromLogits().positiveWeight(2.5f, 0.5f, 3f).reduction(Reduction.SUM),
                (x, t, j) -> binary(x, t, new double[] {2.5, 0.5, 3}[j]));
        all.activationRegularization("ragged", RAGGED);
        all.activationRegularization("without padding", new int[] {4, 4, 4, 4});
        return all.cases;
    }

    private static double huber(double x, double t, int feature) {
        double error = Math.abs(x - t);
        return error <= 0.75 ? error * error / 2 : 0.75 * (error - 0.375);
    }

    private static double pinball(double x, double t, float quantile) {
        return Math.max(quantile * (t - x), (quantile - 1d) * (t - x));
    }

    private static double binary(double x, double t, double positiveWeight) {
        double p = ReferenceFunctions.sigmoid(x);
        return -positiveWeight * t * Math.log(p) - (1 - t) * Math.log(1 - p);
    }

    private void crossEntropy() {
        CrossEntropy standard = CrossEntropy.standard();
        for (Reduction reduction : Reduction.values()) {
            labelled("plain", standard.reduction(reduction), null, 0, -1, reduction);
            labelled("weighted", standard.weights(WEIGHTS).reduction(reduction), WEIGHTS, 0, -1, reduction);
            labelled("smooth", standard.smoothing(0.2).reduction(reduction), null, 0.2, -1, reduction);
            labelled(
                    "everything",
                    standard.weights(WEIGHTS).smoothing(0.2).ignoreIndex(3).reduction(reduction),
                    WEIGHTS,
                    0.2,
                    3,
                    reduction);
        }
    }

    private void labelled(
            String name,
            CrossEntropy loss,
            float @Nullable [] weights,
            double smoothing,
            int ignored,
            Reduction reduction) {
        cases.add(named("CrossEntropy " + name + " " + reduction)
                .input("x", 2, 3, 5)
                .ours((tape, in) -> loss.of(in.get("x"), LABELS))
                .reference(in -> {
                    double[] losses = new double[LABELS.length];
                    double divisor = 0;
                    double total = 0;
                    for (int i = 0; i < LABELS.length; i++) {
                        if (LABELS[i] == ignored) {
                            continue;
                        }
                        double[] logarithms = new double[5];
                        for (int c = 0; c < 5; c++) {
                            logarithms[c] = in.get("x").at(i / 3, i % 3, c);
                        }
                        losses[i] = itemLoss(ReferenceFunctions.logSoftmax(logarithms), LABELS[i], weights, smoothing);
                        divisor += weights == null ? 1 : weights[LABELS[i]];
                        total += losses[i];
                    }
                    return switch (reduction) {
                        case NONE -> new Doubles(new int[] {2, 3}, losses);
                        case SUM -> Doubles.scalar(total);
                        case MEAN -> Doubles.scalar(total / divisor);
                    };
                }));
    }

    private static double itemLoss(double[] logarithms, int label, float @Nullable [] weights, double smoothing) {
        double loss = 0;
        for (int c = 0; c < logarithms.length; c++) {
            double target = (c == label ? 1 - smoothing : 0) + smoothing / logarithms.length;
            loss -= target * (weights == null ? 1 : weights[c]) * logarithms[c];
        }
        return loss;
    }

    private void crossEntropyOfSequences() {
        int[][] tokens = {{3, 1}, {0, 2, 0, 4}, {}, {1}};
        cases.add(named("CrossEntropy over a sequence")
                .input("x", 4, 4, 5)
                .ours((tape, in) ->
                        CrossEntropy.standard().ignoreIndex(0).of(sequence(in, "x", RAGGED), TokenBatch.of(tokens, 99)))
                .reference(in -> {
                    double total = 0;
                    for (int b = 0; b < 4; b++) {
                        for (int t = 0; t < tokens[b].length; t++) {
                            double[] row = in.get("x")
                                    .slice(0, t, t + 1)
                                    .slice(1, b, b + 1)
                                    .values();
                            total += tokens[b][t] == 0
                                    ? 0
                                    : itemLoss(ReferenceFunctions.logSoftmax(row), tokens[b][t], null, 0);
                        }
                    }
                    return Doubles.scalar(total / 5);
                }));
    }

    private interface Element {
        double of(double prediction, double target, int feature);
    }

    private void elements(String name, ElementLoss loss, Element element) {
        boolean[] mask = {true, false, true, true, false, false, true, true, true, false, true, true};
        boolean[] all = new boolean[12];
        Arrays.fill(all, true);
        Tensor target = targets(name, 4, 3);
        cases.add(named(name + " of a value")
                .input("x", 4, 3)
                .ours((tape, in) -> loss.of(in.get("x"), target))
                .reference(in -> reduced(in.get("x"), target, all, loss.reduction(), element)));
        cases.add(named(name + " with a mask")
                .input("x", 4, 3)
                .ours((tape, in) -> loss.of(in.get("x"), target, mask))
                .reference(in -> reduced(in.get("x"), target, mask, loss.reduction(), element)));
        Tensor series = targets(name, 4, 4, 3);
        boolean[] valid = new boolean[48];
        for (int i = 0; i < valid.length; i++) {
            valid[i] = i / 12 < RAGGED[i / 3 % 4];
        }
        cases.add(named(name + " of a sequence")
                .input("x", 4, 4, 3)
                .ours((tape, in) -> loss.of(sequence(in, "x", RAGGED), new SeriesBatch(series, Lengths.of(RAGGED))))
                .reference(in -> reduced(in.get("x"), series, valid, loss.reduction(), element)));
    }

    private void activationRegularization(String name, int[] lengths) {
        cases.add(named("ActivationRegularization activation, " + name)
                .input("x", 4, 4, 3)
                .ours((tape, in) -> ActivationRegularization.activation(sequence(in, "x", lengths), 1.5))
                .reference(in -> Doubles.scalar(1.5 * meanSquareOfChanges(in.get("x"), lengths, 0))));
        cases.add(named("ActivationRegularization temporal, " + name)
                .input("x", 4, 4, 3)
                .ours((tape, in) -> ActivationRegularization.temporal(sequence(in, "x", lengths), 0.75))
                .reference(in -> Doubles.scalar(0.75 * meanSquareOfChanges(in.get("x"), lengths, 1))));
    }

    /** Of each valid step against the one so many steps before it; against 0 if that is none. */
    private static double meanSquareOfChanges(Doubles x, int[] lengths, int back) {
        double sum = 0;
        int count = 0;
        for (int b = 0; b < lengths.length; b++) {
            for (int t = back; t < lengths[b]; t++) {
                for (int j = 0; j < x.size(2); j++) {
                    double change = x.at(t, b, j) - (back == 0 ? 0 : x.at(t - back, b, j));
                    sum += change * change;
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static Tensor targets(String name, int... shape) {
        Tensor target = GradientCase.random(name + "/target", 0.5, shape);
        for (int i = 0; i < target.count(); i++) {
            target.values()[i] += 0.5f;
        }
        return target;
    }

    private static Doubles reduced(Doubles x, Tensor target, boolean[] mask, Reduction reduction, Element element) {
        double[] losses = new double[mask.length];
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                losses[i] = element.of(x.values()[i], target.values()[i], i % 3);
                count++;
            }
        }
        Doubles each = new Doubles(x.shape(), losses);
        return switch (reduction) {
            case NONE -> each;
            case SUM -> Doubles.scalar(each.total());
            case MEAN -> Doubles.scalar(each.total() / count);
        };
    }
}
