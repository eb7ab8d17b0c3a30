package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.Tensor;

class ActivationTest {
    @Test
    void everyActivation_isTheFunctionItNames() {
        Map<Activation, UnaryOperator<Var>> functions = new LinkedHashMap<>();
        functions.put(Activation.relu(), Var::relu);
        functions.put(Activation.leakyRelu(), x -> x.leakyRelu(0.01f));
        functions.put(Activation.leakyRelu(0.3f), x -> x.leakyRelu(0.3f));
        functions.put(Activation.elu(), x -> x.elu(1f));
        functions.put(Activation.elu(0.3f), x -> x.elu(0.3f));
        functions.put(Activation.gelu(), Var::gelu);
        functions.put(Activation.silu(), Var::silu);
        functions.put(Activation.softplus(), Var::softplus);
        functions.put(Activation.tanh(), Var::tanh);
        functions.put(Activation.sigmoid(), Var::sigmoid);
        functions.put(Activation.hardSigmoid(), Var::hardSigmoid);
        functions.put(Activation.hardTanh(), Var::hardTanh);
        functions.put(Activation.softSign(), Var::softSign);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            Var x = tape.constant(Tensor.vector(-3.5f, -1.5f, -0.5f, 0.5f, 1.5f, 3.5f));
            functions.forEach((activation, function) -> {
                assertThat(activation.forward(x).toTensor())
                        .as(activation.name())
                        .isEqualTo(function.apply(x).toTensor());
                assertThat(activation.parameters().size()).isZero();
            });
            assertThat(functions.keySet().stream().map(Activation::name)).doesNotHaveDuplicates();
        }
    }

    @Test
    void padding_staysZero() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            Sequence sequence = new Sequence(tape.constant(Tensor.zeros(2, 2, 1)), Lengths.of(2, 1));
            assertThat(Activation.sigmoid()
                            .forward(sequence)
                            .values()
                            .toTensor()
                            .toArray())
                    .containsExactly(0.5f, 0.5f, 0.5f, 0f);
        }
    }
}
