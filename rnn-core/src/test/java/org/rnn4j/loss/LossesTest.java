package org.rnn4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Errors, limits, masks and padding of the losses; their gradients are in the registry. */
class LossesTest {
    private Context context;
    private Tape tape;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.AUTO, 1);
        tape = Tape.training(context, RandomKey.of(1));
    }

    @AfterEach
    void close() {
        tape.close();
        context.close();
    }

    private Var zeros(int... shape) {
        return tape.variable(Tensor.zeros(shape));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void crossEntropyOfEqualLogits_isTheLogarithmOfTheClasses() {
        assertThat(CrossEntropy.mean(zeros(3, 8), new int[] {0, 5, 7}).item()).isEqualTo((float) Math.log(8));
    }

    @Test
    void crossEntropy_isExactForHugeLogits() {
        Var logits = tape.variable(Tensor.matrix(new float[][] {{1e4f, -1e4f, 0f}, {-1e4f, 1e4f, 0f}}));
        Var losses = CrossEntropy.standard().reduction(Reduction.NONE).of(logits, new int[] {0, 0});
        assertThat(losses.toTensor().toArray()).containsExactly(0f, 2e4f);
        assertThat(tape.gradients(losses.sum()).tensor(logits).toArray()).containsExactly(0, 0, 0, -1, 1, 0);
    }

    @Test
    void wrongLabels_areNamed() {
        assertRefused(
                () -> CrossEntropy.mean(zeros(2, 3), new int[] {0, 3}),
                "CrossEntropy: label 1 is 3, but there are 3 classes, so labels must be from 0 to 2");
        assertRefused(
                () -> CrossEntropy.mean(zeros(2, 3), new int[] {-100, 1}),
                "CrossEntropy: label 0 is -100, but there are 3 classes, so labels must be from 0 to 2");
        Sequence logits = new Sequence(zeros(2, 2, 3), Lengths.of(1, 2));
        assertRefused(
                () -> CrossEntropy.mean(logits, TokenBatch.of(new int[][] {{0}, {1, 4}}, 9)),
                "CrossEntropy: the label of sequence 1 at step 1 is 4, but there are 3 classes, so labels must be from"
                        + " 0 to 2");
        assertRefused(
                () -> CrossEntropy.mean(zeros(2, 3), new int[] {0}),
                "CrossEntropy: expected one label for each of the 2 rows of the shape [2, 3], but got 1");
    }

    @Test
    void meansOverNothing_areRefused() {
        CrossEntropy ignoring = CrossEntropy.standard().ignoreIndex(1);
        assertRefused(
                () -> ignoring.of(zeros(2, 3), new int[] {1, 1}),
                "CrossEntropy: the mean is over nothing: of the logits [2, 3] 0 rows count, and their weights sum to"
                        + " 0.0");
        assertThatThrownBy(() -> CrossEntropy.standard().weights(0f, 1f, 1f).of(zeros(1, 3), new int[] {0}))
                .hasMessageContaining("1 rows count, and their weights sum to 0.0");
        assertRefused(
                () -> MeanSquaredError.standard().of(zeros(2), Tensor.zeros(2), new boolean[2]),
                "MeanSquaredError: the mean is over nothing: of the predictions [2] no element counts");
        assertThat(ignoring.reduction(Reduction.SUM)
                        .of(zeros(2, 3), new int[] {1, 1})
                        .item())
                .isZero();
    }

    @Test
    void senselessSettings_areRefused() {
        assertRefused(
                () -> CrossEntropy.standard().smoothing(1.5),
                "CrossEntropy: expected a smoothing in [0, 1], but got 1.5");
        assertRefused(
                () -> CrossEntropy.standard().weights(1f, -1f),
                "CrossEntropy: expected finite weights of at least 0, but weight 1 is -1.0");
        assertRefused(
                () -> CrossEntropy.standard().weights(1f, 2f).of(zeros(1, 3), new int[] {0}),
                "CrossEntropy: expected one weight for each of the 3 classes, but got 2");
        assertRefused(() -> new Huber(0), "Huber: expected a finite delta above 0, but got 0.0");
        assertRefused(
                () -> BinaryCrossEntropy.fromLogits().positiveWeight(Float.NaN),
                "BinaryCrossEntropy: expected finite positive weights of at least 0, but got NaN");
        assertRefused(
                () -> BinaryCrossEntropy.fromLogits().positiveWeight(1f, 2f).of(zeros(1, 3), Tensor.zeros(1, 3)),
                "BinaryCrossEntropy: expected 1 positive weight, or one for each of the 3 features of the shape"
                        + " [1, 3], but got 2");
    }

    @Test
    void pinball_isLeastAtTheQuantile() {
        Tensor targets = Tensor.vector(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f);
        for (double[] quantileAndPlace : new double[][] {{0.1, 2}, {0.5, 6}, {0.9, 10}}) {
            Pinball loss = Pinball.of(quantileAndPlace[0]);
            double[] losses = new double[12];
            for (int guess = 1; guess <= 11; guess++) {
                float[] same = new float[11];
                Arrays.fill(same, guess);
                losses[guess] =
                        loss.of(tape.constant(Tensor.vector(same)), targets).item();
            }
            int place = (int) quantileAndPlace[1];
            assertThat(losses[place]).isLessThan(losses[place - 1]);
            assertThat(place == 11 || losses[place] < losses[place + 1]).isTrue();
        }
    }

    @Test
    void pinballTargets_areRepeatedForEachQuantile() {
        Pinball loss = Pinball.of(0.25, 0.75);
        Tensor repeated = loss.repeat(Tensor.matrix(new float[][] {{1f, 2f}, {3f, 4f}}));
        assertThat(repeated).isEqualTo(Tensor.matrix(new float[][] {{1, 1, 2, 2}, {3, 3, 4, 4}}));
        Var losses = loss.reduction(Reduction.NONE).of(zeros(2, 4), repeated);
        assertThat(losses.toTensor().toArray()).containsExactly(0.25f, 0.75f, 0.5f, 1.5f, 0.75f, 2.25f, 1f, 3f);
        assertRefused(
                () -> loss.of(zeros(2, 3), Tensor.zeros(2, 3)),
                "Pinball: expected a last axis of groups of 2 predictions, one for each quantile, but got the shape"
                        + " [2, 3]");
        assertRefused(() -> Pinball.of(0.5, 1), "Pinball: expected quantiles between 0 and 1, but got 1.0");
        assertRefused(Pinball::of, "Pinball: expected at least 1 quantile, but got none");
    }

    @Test
    void wrongTargets_areRefused() {
        assertRefused(
                () -> MeanSquaredError.mean(zeros(2, 1), Tensor.zeros(2)),
                "MeanSquaredError: expected targets with the predictions' shape [2, 1], but got [2]");
        assertRefused(
                () -> MeanAbsoluteError.mean(zeros(2), Tensor.vector(0f, Float.NaN)),
                "MeanAbsoluteError: expected finite targets, but element 1 is NaN");
        assertRefused(
                () -> BinaryCrossEntropy.mean(zeros(2), Tensor.vector(0f, 2f)),
                "BinaryCrossEntropy: expected targets from 0 to 1, but element 1 is 2.0");
        assertRefused(
                () -> new Huber(1).of(zeros(2), Tensor.zeros(2), new boolean[1]),
                "Huber: expected a mask with one entry for each of the 2 elements, but got 1");
        Sequence prediction = new Sequence(zeros(2, 2, 1), Lengths.of(1, 2));
        assertRefused(
                () -> new Huber(1).of(prediction, SeriesBatch.full(Tensor.zeros(2, 2, 1))),
                "Huber: expected targets with Lengths[1, 2], but got Lengths[2, 2]");
        assertRefused(
                () -> CrossEntropy.mean(prediction, TokenBatch.of(new int[][] {{0, 0}, {0}}, 0)),
                "CrossEntropy: expected targets with 2 time steps and Lengths[1, 2], but got 2 time steps and"
                        + " Lengths[2, 1]");
    }

    @Test
    void binaryCrossEntropy_isExactForHugeLogits() {
        Var logits = tape.variable(Tensor.vector(1e4f, 1e4f, -1e4f, -1e4f));
        Var losses =
                BinaryCrossEntropy.fromLogits().reduction(Reduction.NONE).of(logits, Tensor.vector(1f, 0f, 1f, 0f));
        assertThat(losses.toTensor().toArray()).containsExactly(0f, 1e4f, 1e4f, 0f);
        assertThat(tape.gradients(losses.sum()).tensor(logits).toArray()).containsExactly(0f, 1f, -1f, 0f);
        Var small = BinaryCrossEntropy.mean(tape.variable(Tensor.vector(-30f)), Tensor.vector(0f));
        assertThat(small.item()).isCloseTo((float) Math.exp(-30), within(1e-19f));
    }

    @Test
    void padding_mayHoldAnythingAndChangesNothing() {
        Tensor values = Tensor.of(new float[] {1, 2, 3, 9}, 2, 2, 1);
        Tensor targets = Tensor.of(new float[] {2, 5, 3, Float.NaN}, 2, 2, 1);
        Sequence prediction = new Sequence(tape.variable(values), Lengths.of(2, 1));
        Var loss = MeanSquaredError.standard().of(prediction, targets);
        assertThat(loss.item()).isEqualTo(10f / 3);
        assertThat(tape.gradients(loss).tensor(prediction.values()).toArray())
                .containsExactly(2f * -1 * (1f / 3), 2f * -3 * (1f / 3), 0f, 0f);
        Var each = new MeanSquaredError(Reduction.NONE).of(prediction, targets);
        assertThat(each.toTensor().toArray()).containsExactly(1f, 9f, 0f, 0f);
    }

    @Test
    void mean_doesNotDependOnHowMuchPaddingThereIs() {
        int batch = 37;
        int[] lengths = new int[batch];
        Arrays.setAll(lengths, b -> 1 + b % 5);
        assertThat(meanOver(9, lengths)).isEqualTo(meanOver(5, lengths));
    }

    private float meanOver(int time, int[] lengths) {
        Tensor values = Tensor.zeros(time, lengths.length, 7);
        for (int t = 0; t < time; t++) {
            for (int b = 0; b < lengths.length; b++) {
                for (int j = 0; j < 7; j++) {
                    values.set((float) Math.sin(t * 100 + b * 7 + j), t, b, j);
                }
            }
        }
        Sequence prediction = new Sequence(tape.constant(values), Lengths.of(lengths));
        return MeanSquaredError.standard()
                .of(prediction, Tensor.zeros(time, lengths.length, 7))
                .item();
    }

    @Test
    void manyRows_giveTheSameBitsWithAnyThreads() {
        Tensor logits = Tensor.zeros(301, 211);
        var stream = RandomKey.of(2).stream();
        int[] labels = new int[301];
        for (int i = 0; i < logits.count(); i++) {
            logits.values()[i] = (float) (10 * stream.nextGaussian());
        }
        Arrays.setAll(labels, i -> stream.nextInt(211));
        List<Tensor> expected = crossEntropy(1, logits, labels);
        assertThat(crossEntropy(2, logits, labels)).isEqualTo(expected);
        assertThat(crossEntropy(3, logits, labels)).isEqualTo(expected);
    }

    private static List<Tensor> crossEntropy(int threads, Tensor values, int[] labels) {
        try (Context context = Context.create(KernelChoice.AUTO, threads);
                Tape tape = Tape.training(context, RandomKey.of(1))) {
            Var logits = tape.variable(values);
            Var loss = CrossEntropy.standard().smoothing(0.1).of(logits, labels);
            return List.of(loss.toTensor(), tape.gradients(loss).tensor(logits));
        }
    }
}
