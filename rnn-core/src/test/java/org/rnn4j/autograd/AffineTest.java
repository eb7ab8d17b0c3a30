package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class AffineTest {
    private static final int TIME = 5;
    private static final int BATCH = 37;
    private static final int INPUTS = 65;
    private static final int OUTPUTS = 131;

    private record Result(Tensor output, Tensor input, Tensor weight, Tensor bias) {}

    /** Large enough to be divided among threads, with sizes that fill no tile. */
    private static Result run(Context context, Tensor input, Lengths lengths) {
        Parameter weight = new Parameter(random("weight", OUTPUTS, INPUTS));
        Parameter bias = new Parameter(random("bias", OUTPUTS));
        try (Tape tape = Tape.training(context, RandomKey.of(1))) {
            Var x = tape.variable(input);
            Var y = Affine.apply(new Sequence(x, lengths), tape.parameter(weight), tape.parameter(bias))
                    .values();
            Gradients gradients = tape.gradients(y.times(y).sum());
            return new Result(y.toTensor(), gradients.tensor(x), gradients.tensor(weight), gradients.tensor(bias));
        }
    }

    private static Tensor random(String name, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        var stream = RandomKey.of(3).child(name).stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) (2 * stream.nextDouble() - 1);
        }
        return tensor;
    }

    private static Lengths ragged() {
        int[] lengths = new int[BATCH];
        Arrays.setAll(lengths, b -> b * 7 % (TIME + 1));
        return Lengths.of(lengths);
    }

    @Test
    void kernelsAndThreads_giveTheBitsOfOneChainPerElement() {
        Tensor input = random("input", TIME, BATCH, INPUTS);
        Result expected = naive(input, ragged());
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        for (KernelChoice choice : List.of(KernelChoice.PORTABLE, simd ? KernelChoice.SIMD : KernelChoice.AUTO)) {
            for (int threads = 1; threads <= 3; threads++) {
                try (Context context = Context.create(choice, threads)) {
                    assertThat(run(context, input, ragged())).isEqualTo(expected);
                }
            }
        }
    }

    /** The contract's chains, written out. */
    private static Result naive(Tensor input, Lengths lengths) {
        Tensor weight = random("weight", OUTPUTS, INPUTS);
        Tensor bias = random("bias", OUTPUTS);
        Tensor output = Tensor.zeros(TIME, BATCH, OUTPUTS);
        Tensor dInput = Tensor.zeros(TIME, BATCH, INPUTS);
        Tensor dWeight = Tensor.zeros(OUTPUTS, INPUTS);
        Tensor dBias = Tensor.zeros(OUTPUTS);
        for (int t = 0; t < TIME; t++) {
            for (int b = 0; b < BATCH; b++) {
                for (int j = 0; t < lengths.get(b) && j < OUTPUTS; j++) {
                    float y = bias.get(j);
                    for (int k = 0; k < INPUTS; k++) {
                        y = Math.fma(input.get(t, b, k), weight.get(j, k), y);
                    }
                    output.set(y, t, b, j);
                    float dy = Math.fma(1f, y, Math.fma(1f, y, 0f));
                    dBias.set(dBias.get(j) + dy, j);
                    for (int k = 0; k < INPUTS; k++) {
                        dInput.set(Math.fma(dy, weight.get(j, k), dInput.get(t, b, k)), t, b, k);
                        dWeight.set(Math.fma(dy, input.get(t, b, k), dWeight.get(j, k)), j, k);
                    }
                }
            }
        }
        return new Result(output, dInput, dWeight, dBias);
    }

    @Test
    void padding_changesNothing() {
        try (Context context = Context.create(KernelChoice.AUTO, 2);
                Tape tape = Tape.training(context, RandomKey.of(1))) {
            Var x = tape.variable(random("x", 3, 2, 4));
            Var weight = tape.variable(random("w", 5, 4));
            Lengths lengths = Lengths.of(3, 1);
            Var clean = Affine.apply(new Sequence(x, lengths), weight, null).values();
            Tensor expected = tape.gradients(clean.square().sum()).tensor(weight);
            Arrays.fill(x.values(), 3 * 4, 4 * 4, Float.NaN); // step 1 of sequence 1
            Arrays.fill(x.values(), 5 * 4, 6 * 4, Float.POSITIVE_INFINITY); // step 2 of sequence 1
            Var dirty = Affine.apply(new Sequence(x, lengths), weight, null).values();
            Gradients gradients = tape.gradients(dirty.square().sum());
            assertThat(dirty.toTensor()).isEqualTo(clean.toTensor());
            assertThat(dirty.toTensor().get(1, 1, 0)).isZero();
            assertThat(gradients.tensor(weight)).isEqualTo(expected);
            assertThat(gradients.tensor(x).get(2, 1, 3)).isZero();
        }
    }

    @Test
    void shapesThatDoNotFit_areRefused() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            Var x = tape.constant(Tensor.zeros(2, 3));
            Var weight = tape.constant(Tensor.zeros(4, 5));
            assertThatThrownBy(() -> Affine.apply(x, weight, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Affine: expected input [.., inputs] and weight [outputs, inputs], but got [2, 3] and [4, 5]");
            Var fitting = tape.constant(Tensor.zeros(4, 3));
            assertThatThrownBy(() -> Affine.apply(x, fitting, tape.constant(Tensor.zeros(3))))
                    .hasMessage("Affine: expected a bias [4], but got [3]");
        }
    }
}
