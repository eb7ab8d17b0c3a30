package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Dropout;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class RecurrentChainTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Recurrent LSTM = Recurrent.lstm(3, 4).build(KEY.child("lower"));
    private static final Recurrent GRU = Recurrent.gru(4, 5).build(KEY.child("upper"));
    private static final RecurrentChain CHAIN = RecurrentChain.of(LSTM, GRU);

    private static SeriesBatch series(int time, int... lengths) {
        Tensor values = Tensor.zeros(time, lengths.length, 3);
        var random = KEY.child("series").stream();
        for (int i = 0; i < values.count(); i++) {
            values.values()[i] = (float) random.nextGaussian();
        }
        return new SeriesBatch(values, Lengths.of(lengths));
    }

    @Test
    void chain_isItsStacksOneBehindTheOther() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            Sequence input = tape.sequence(series(5, 5, 0, 3));
            RecurrentOutput chained = CHAIN.forward(input);
            RecurrentOutput lower = LSTM.forward(input);
            RecurrentOutput upper = GRU.forward(lower.sequence());
            assertThat(chained.sequence().values().toTensor())
                    .isEqualTo(upper.sequence().values().toTensor());
            assertThat(chained.finalOutput().toTensor())
                    .isEqualTo(upper.finalOutput().toTensor());
            State state = chained.finalState().detach();
            assertThat(state.parts().keySet()).containsExactly("0.h_l0", "0.c_l0", "1.h_l0");
            assertThat(state.part("0.c_l0"))
                    .isEqualTo(lower.finalState().detach().part("c_l0"));
            assertThat(state.part("1.h_l0"))
                    .isEqualTo(upper.finalState().detach().part("h_l0"));
        }
        assertThat(CHAIN.parameters().asMap()).containsKeys("0.weight_ih_l0", "1.weight_hh_l0");
        assertThat(CHAIN.inputSize()).isEqualTo(3);
        assertThat(CHAIN.outputSize()).isEqualTo(5);
    }

    @Test
    void chunksWithCarriedState_giveTheBitsOfTheWhole() {
        SeriesBatch whole = series(6, 6, 4);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            RecurrentOutput expected = CHAIN.forward(tape.sequence(whole));
            State state = CHAIN.zeroState(2);
            for (int from = 0; from < 6; from += 2) {
                float[] part = Arrays.copyOfRange(whole.values().values(), from * 6, (from + 2) * 6);
                Lengths lengths = Lengths.of(2, from < 4 ? 2 : 0);
                SeriesBatch chunk = new SeriesBatch(Tensor.wrap(part, 2, 2, 3), lengths);
                RecurrentOutput output = CHAIN.forward(tape.sequence(chunk), state);
                float[] expectedPart = Arrays.copyOfRange(
                        expected.sequence().values().toTensor().values(), from * 10, (from + 2) * 10);
                assertThat(output.sequence().values().toTensor().values()).containsExactly(expectedPart);
                state = output.finalState().detach();
            }
            assertThat(state).isEqualTo(expected.finalState().detach());
        }
    }

    @Test
    void streams_giveTheBitsOfTheWhole() {
        SeriesBatch whole = series(4, 4);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            float[] expected = CHAIN.forward(tape.sequence(whole))
                    .sequence()
                    .values()
                    .toTensor()
                    .values();
            List<Stream> streams = CHAIN.streams(context, 1);
            float[] lower = new float[streams.get(0).outputCount()];
            float[] upper = new float[streams.get(1).outputCount()];
            for (int t = 0; t < 4; t++) {
                streams.get(0).step(Arrays.copyOfRange(whole.values().values(), t * 3, t * 3 + 3), lower);
                streams.get(1).step(lower, upper);
                assertThat(upper).containsExactly(Arrays.copyOfRange(expected, t * 5, t * 5 + 5));
            }
            streams.forEach(Stream::close);
        }
    }

    @Test
    void gradients_areThoseOfDifferences() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            GradientCheck.of(CHAIN)
                    .input("x", series(4, 2, 4, 0, 3))
                    .run(context, KEY, pass -> {
                        RecurrentOutput output = CHAIN.forward(pass.sequence("x"));
                        pass.output(output.sequence());
                        pass.output(output.finalState().part("0.c_l0"));
                    })
                    .assertPassed();
        }
    }

    @Test
    void dropout_actsBetweenTheStacksInTrainingOnly() {
        RecurrentChain dropping = CHAIN.withDropout(new Dropout(0.5));
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape inference = Tape.inference(context);
                Tape training = Tape.training(context, KEY)) {
            Tensor plain = CHAIN.forward(inference.sequence(series(3, 3)))
                    .sequence()
                    .values()
                    .toTensor();
            assertThat(dropping.forward(inference.sequence(series(3, 3)))
                            .sequence()
                            .values()
                            .toTensor())
                    .isEqualTo(plain);
            assertThat(dropping.forward(training.sequence(series(3, 3)))
                            .sequence()
                            .values()
                            .toTensor())
                    .isNotEqualTo(plain);
        }
    }

    @Test
    void stacksThatDoNotFit_areErrors() {
        assertThatThrownBy(() -> RecurrentChain.of(GRU, LSTM))
                .hasMessage("RecurrentChain: expected part 1 to take the 5 outputs of the part before, but it takes 3");
        assertThatThrownBy(() -> RecurrentChain.of(List.of())).hasMessageContaining("at least 1 stack");
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            Sequence input = tape.sequence(series(3, 3));
            assertThatThrownBy(() -> CHAIN.forward(input, LSTM.zeroState(1)))
                    .hasMessageContaining("expected a state of the parts [0.h_l0, 0.c_l0, 1.h_l0]");
        }
    }
}
