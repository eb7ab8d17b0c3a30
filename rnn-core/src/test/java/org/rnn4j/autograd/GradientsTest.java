package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.tensor.RandomKey;

/** The rows that lookups in a table touch. */
class GradientsTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private final Embedding table = Embedding.withPadding(70, 2, 3, KEY);
    private final Parameter weight = table.parameters().get("weight");
    private Context context;
    private Tape tape;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
        tape = Tape.training(context, KEY);
    }

    @AfterEach
    void close() {
        tape.close();
        context.close();
    }

    private static BitSet rows(int... numbers) {
        BitSet rows = new BitSet();
        Arrays.stream(numbers).forEach(rows::set);
        return rows;
    }

    @Test
    void lookups_reportTheirRows_butNotThePadding() {
        Gradients gradients =
                tape.gradients(table.forward(tape, new int[] {65, 3, 0, 65}).sum());
        assertThat(gradients.rowsOf(weight)).isEqualTo(rows(0, 65));
        assertThat(gradients.tensor(weight).get(65, 1)).isEqualTo(2);
        assertThat(gradients.tensor(weight).get(3, 1)).isZero();
    }

    @Test
    void severalLookups_reportTheRowsOfAll() {
        Var loss = table.forward(tape, new int[] {5, 6})
                .sum()
                .plus(table.forward(tape, new int[] {69}).sum());
        for (int time = 0; time < 2; time++) {
            assertThat(tape.gradients(loss).rowsOf(weight)).isEqualTo(rows(5, 6, 69));
        }
    }

    @Test
    void anotherUse_beforeOrAfter_mayTouchEveryRow() {
        Var before = tape.parameter(weight).sum();
        Var lookup = table.forward(tape, new int[] {5, 6}).sum();
        Var after = tape.parameter(weight).sum();
        assertThat(tape.gradients(before.plus(lookup)).rowsOf(weight)).isNull();
        assertThat(tape.gradients(lookup.plus(after)).rowsOf(weight)).isNull();
        assertThat(tape.gradients(lookup).rowsOf(weight)).isEqualTo(rows(5, 6));
    }

    @Test
    void parameterWithoutLookup_hasNoRows() {
        Var lookup = table.forward(tape, new int[] {5}).sum();
        assertThat(tape.gradients(tape.parameter(weight).sum()).rowsOf(weight)).isNull();
        Gradients gradients = tape.gradients(lookup);
        assertThat(gradients.rowsOf(new Parameter(weight.toTensor()))).isNull();
        assertThat(gradients.rowsOf(weight)).isEqualTo(rows(5));
        tape.close();
        assertThatIllegalStateException().isThrownBy(() -> gradients.rowsOf(weight));
    }
}
