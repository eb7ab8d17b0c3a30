package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.recurrent.Stream;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** What a recurrent stack refuses, and how it says so. */
class RecurrentErrorsTest {
    private static final Context CONTEXT = Context.create(KernelChoice.PORTABLE, 1);
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Recurrent LSTM = Recurrent.lstm(3, 4).build(KEY);
    private static final Recurrent BIDIRECTIONAL =
            Recurrent.gru(3, 4).bidirectional().build(KEY);

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    private static Sequence zeros(Tape tape, int time, int batch, int features) {
        return tape.sequence(SeriesBatch.full(Tensor.zeros(time, batch, features)));
    }

    @Test
    void wrongNumberOfFeatures_isRefused() {
        try (Tape tape = Tape.inference(CONTEXT)) {
            assertRefused(() -> LSTM.forward(zeros(tape, 2, 2, 5)))
                    .hasMessageContaining("Recurrent")
                    .hasMessageContaining("3 features")
                    .hasMessageContaining("[2, 2, 5]");
        }
    }

    @Test
    void emptyBatch_isRefused() {
        try (Tape tape = Tape.inference(CONTEXT)) {
            assertRefused(() -> LSTM.forward(zeros(tape, 2, 0, 3)))
                    .hasMessageContaining("at least 1 sequence")
                    .hasMessageContaining("empty");
        }
    }

    @Test
    void lengthBeyondTheTimeAxis_isRefused() {
        assertRefused(() -> new SeriesBatch(Tensor.zeros(2, 2, 3), Lengths.of(2, 3)))
                .hasMessageContaining("sequence 1 has length 3")
                .hasMessageContaining("only 2 time steps");
        try (Tape tape = Tape.inference(CONTEXT)) {
            Var values = tape.constant(Tensor.zeros(2, 2, 3));
            assertRefused(() -> new Sequence(values, Lengths.of(3, 1))).hasMessageContaining("length 3");
        }
    }

    @Test
    void nonFiniteInput_isRefusedWhereItIsValidAlone() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Tensor values = Tensor.zeros(3, 2, 3);
            values.set(bad, 2, 1, 0);
            try (Tape tape = Tape.training(CONTEXT, KEY)) {
                assertRefused(() -> tape.sequence(SeriesBatch.full(values)))
                        .hasMessageContaining("feature 0 of sequence 1 at step 2 is " + bad);
                assertRefused(() -> tape.variable(SeriesBatch.full(values))).hasMessageContaining("finite");
                assertRefused(() -> tape.constant(values)).hasMessageContaining("finite");
                RecurrentOutput output = LSTM.forward(tape.sequence(new SeriesBatch(values, Lengths.of(3, 2))));
                for (float y : output.sequence().values().toTensor().values()) {
                    assertThat(y).isFinite();
                }
            }
        }
    }

    @Test
    void stateOfWrongSize_isRefusedByName() {
        try (Tape tape = Tape.training(CONTEXT, KEY)) {
            Sequence x = zeros(tape, 2, 2, 3);
            assertRefused(() -> LSTM.forward(x, LSTM.zeroState(3)))
                    .hasMessageContaining("h_l0")
                    .hasMessageContaining("[2, 4]")
                    .hasMessageContaining("[3, 4]");
            Map<String, Tensor> wide = new LinkedHashMap<>(LSTM.zeroState(2).parts());
            wide.put("c_l0", Tensor.zeros(2, 5));
            assertRefused(() -> LSTM.forward(x, State.of(wide)))
                    .hasMessageContaining("c_l0")
                    .hasMessageContaining("[2, 5]");
            assertRefused(() -> LSTM.forward(x, State.of(Map.of("h_l0", Tensor.zeros(2, 4)))))
                    .hasMessageContaining("[h_l0, c_l0]")
                    .hasMessageContaining("[h_l0]");
            assertRefused(() -> LSTM.forward(x, TapeState.of(Map.of("h_l7", tape.variable(Tensor.zeros(2, 4))))))
                    .hasMessageContaining("h_l7");
        }
    }

    @Test
    void stateFromAnotherTape_isRefused() {
        try (Tape tape = Tape.training(CONTEXT, KEY);
                Tape other = Tape.training(CONTEXT, KEY)) {
            Map<String, Var> parts = new LinkedHashMap<>();
            LSTM.zeroState(2).parts().forEach((name, tensor) -> parts.put(name, other.variable(tensor)));
            assertRefused(() -> LSTM.forward(zeros(tape, 2, 2, 3), TapeState.of(parts)))
                    .hasMessageContaining("another tape");
        }
    }

    @Test
    void statesThatDoNotFitTogether_areRefused() {
        assertRefused(() -> State.of(Map.of("h", Tensor.zeros(2)))).hasMessageContaining("[batch, width]");
        Map<String, Tensor> uneven = new LinkedHashMap<>();
        uneven.put("h", Tensor.zeros(2, 3));
        uneven.put("c", Tensor.zeros(1, 3));
        assertRefused(() -> State.of(uneven)).hasMessageContaining("c as [batch, width] with batch 2");
        State state = LSTM.zeroState(2);
        assertThatThrownBy(() -> state.selectRows(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> state.resetRows(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertRefused(() -> state.part("x")).hasMessageContaining("there is no part x");
    }

    @Test
    void resetRows_clearsTheseRowsAlone() {
        State state = State.of(Map.of("h", Tensor.matrix(new float[][] {{1, 2}, {3, 4}})));
        assertThat(state.resetRows(1).part("h")).isEqualTo(Tensor.matrix(new float[][] {{1, 2}, {0, 0}}));
        assertThat(state.selectRows(1, 0, 1).part("h")).isEqualTo(Tensor.matrix(new float[][] {{3, 4}, {1, 2}, {3, 4}
        }));
        assertThat(state.part("h").get(1, 0)).isEqualTo(3f);
    }

    @Test
    void lastStepOfABidirectionalSequence_isRefused() {
        try (Tape tape = Tape.inference(CONTEXT)) {
            Sequence outputs = BIDIRECTIONAL.forward(zeros(tape, 2, 2, 3)).sequence();
            assertThatThrownBy(outputs::lastStep).hasMessageContaining("bidirectional");
        }
    }

    @Test
    void streamOfABidirectionalStack_isRefused() {
        assertThatThrownBy(() -> BIDIRECTIONAL.stream(CONTEXT, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bidirectional stack cannot stream");
    }

    @Test
    void wrongUseOfAStream_isRefused() {
        assertRefused(() -> LSTM.stream(CONTEXT, 0)).hasMessageContaining("at least 1 sequence");
        Stream stream = LSTM.stream(CONTEXT, 2);
        float[] output = new float[8];
        assertRefused(() -> stream.step(new float[5], output)).hasMessageContaining("expected 6 values of input");
        assertRefused(() -> stream.step(new float[6], new float[4])).hasMessageContaining("8 values of output");
        float[] bad = new float[6];
        bad[4] = Float.NaN;
        State before = stream.state();
        assertRefused(() -> stream.step(bad, output)).hasMessageContaining("value 4 is NaN");
        assertThat(stream.state()).isEqualTo(before);
        assertRefused(() -> stream.state(LSTM.zeroState(1))).hasMessageContaining("h_l0");
        stream.close();
        assertThatThrownBy(() -> stream.step(new float[6], output))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void impossibleOptions_areRefused() {
        assertRefused(() -> Recurrent.lstm(0, 4)).hasMessageContaining("input 0");
        assertRefused(() -> Recurrent.lstm(3, -1)).hasMessageContaining("hidden -1");
        assertRefused(() -> Recurrent.lstm(3, 4).layers(0)).hasMessageContaining("at least 1 layer");
        assertRefused(() -> Recurrent.lstm(3, 4).dropout(1)).hasMessageContaining("dropout");
        assertRefused(() -> Recurrent.lstm(3, 4).recurrentDropout(Double.NaN)).hasMessageContaining("NaN");
        assertRefused(() -> Recurrent.lstm(3, 4).inputDropout(-0.1)).hasMessageContaining("-0.1");
        assertRefused(() -> Recurrent.lstm(3, 4).projection(4)).hasMessageContaining("fewer than the 4 hidden");
        assertRefused(() -> Recurrent.lstm(3, 4).resetBefore()).hasMessageContaining("resetBefore");
        assertRefused(() -> Recurrent.gru(3, 4).relu()).hasMessageContaining("relu");
        assertRefused(() -> Recurrent.gru(3, 4).projection(2)).hasMessageContaining("projection");
        assertRefused(() -> Recurrent.rnn(3, 4).forgetBias(1)).hasMessageContaining("forgetBias");
        assertRefused(() -> Recurrent.lstm(3, 4).forgetBias(Double.NaN)).hasMessageContaining("finite");
    }

    @Test
    void valuesOfAClosedTape_areRefused() {
        Tape tape = Tape.inference(CONTEXT);
        RecurrentOutput output = LSTM.forward(zeros(tape, 2, 2, 3));
        tape.close();
        assertThatThrownBy(() -> output.finalOutput().values())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("toTensor()");
    }

    @Test
    void batchBeyondJavasArrays_isRefusedBeforeAnythingIsAllocated() {
        Recurrent wide = Recurrent.rnn(1, 4_000).build(KEY);
        for (int size : new int[] {1_000, 1_100}) { // as int, the products are negative and positive
            try (Tape tape = Tape.inference(CONTEXT)) {
                Sequence x = zeros(tape, size, size, 1);
                assertThatThrownBy(() -> wide.forward(x))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("more elements than a Java array can hold");
            }
        }
    }
}
