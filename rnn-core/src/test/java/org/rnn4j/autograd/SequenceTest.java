package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class SequenceTest {
    private Context context;
    private Tape tape;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
        tape = Tape.training(context, RandomKey.of(1));
    }

    @AfterEach
    void close() {
        tape.close();
        context.close();
    }

    private Sequence sequence(int... lengths) {
        return new Sequence(tape.variable(Tensor.zeros(3, lengths.length, 2)), Lengths.of(lengths));
    }

    @Test
    void validRows_areTimeOuterBatchInner() {
        assertThat(sequence(1, 3, 0).validRows()).startsWith(0, 1, 4, 7);
        assertThat(sequence(3, 3).validRows()).isNull();
        Sequence marked = sequence(2, 1).markBidirectional();
        assertThat(marked.withValues(marked.values()).validRows()).startsWith(0, 1, 2);
    }

    @Test
    void map_leavesPaddingZeroAndSendsNothingBack() {
        Sequence sequence = sequence(1, 3);
        Sequence mapped = sequence.map(Var::exp);
        assertThat(mapped.values().toTensor().get(0, 0, 0)).isEqualTo(1f);
        assertThat(mapped.values().toTensor().get(1, 0, 0)).isZero();
        Tensor gradient = tape.gradients(mapped.map(Var::log).values().sum()).tensor(sequence.values());
        assertThat(gradient.toArray()).containsExactly(1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);
        assertThatThrownBy(() -> sequence.map(Var::sum))
                .hasMessage("Sequence.map: expected a result [4, any], but got []");
    }

    @Test
    void poolingOverNothing_isRefused() {
        Sequence empty = sequence(2, 0);
        String rest = ": sequence 1 has length 0, so there is nothing to take; leave empty sequences out of the batch";
        assertThatThrownBy(empty::lastStep).hasMessage("Sequence.lastStep" + rest);
        assertThatThrownBy(empty::meanOverTime).hasMessage("Sequence.meanOverTime" + rest);
        assertThatThrownBy(empty::maxOverTime).hasMessage("Sequence.maxOverTime" + rest);
    }

    @Test
    void lastStep_ofABidirectionalLayer_isRefused() {
        assertThatThrownBy(() -> sequence(2, 1).markBidirectional().lastStep())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the layer's final output instead");
    }

    @Test
    void step_outsideTheTime_isRefused() {
        assertThatThrownBy(() -> sequence(2, 1).step(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Sequence.step: step 3 is not inside the 3 time steps");
    }

    @Test
    void concat_needsEqualLengthsAndKeepsTheMark() {
        assertThatThrownBy(() -> Sequence.concat(sequence(1, 2), sequence(2, 1)))
                .hasMessage("Sequence.concat: expected equal lengths, but got Lengths[1, 2] and Lengths[2, 1]");
        assertThatThrownBy(Sequence::concat).hasMessage("Sequence.concat: expected at least 1 sequence, but got none");
        Sequence joined = Sequence.concat(sequence(1, 2).markBidirectional(), sequence(1, 2));
        assertThat(joined.isBidirectional()).isTrue();
        assertThat(joined.features()).isEqualTo(4);
    }
}
