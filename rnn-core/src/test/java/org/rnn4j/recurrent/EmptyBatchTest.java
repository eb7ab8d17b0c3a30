package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** A batch of sequences that are all empty: its outputs are nothing, its final states the initial ones. */
class EmptyBatchTest {
    private static final RandomKey KEY = RandomKey.of(3);
    /** Wide enough that the initial states of a batch are more than the smallest array that a tape lends. */
    private static final int HIDDEN = 40;

    private static final TokenBatch EMPTY = TokenBatch.of(new int[][] {{}, {}}, 0);
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.create(KernelChoice.AUTO, 2);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static List<Recurrent> stacks() {
        return List.of(
                Recurrent.lstm(3, HIDDEN).layers(2).build(KEY),
                Recurrent.gru(3, HIDDEN).layers(2).build(KEY),
                Recurrent.rnn(3, HIDDEN).layers(2).build(KEY),
                Recurrent.lstm(3, HIDDEN).bidirectional().build(KEY));
    }

    @Test
    void emptySequences_haveZerosAsFinalOutput_andTrainNothing() {
        Embedding embedding = new Embedding(4, 3, KEY);
        for (Recurrent stack : stacks()) {
            try (Tape tape = Tape.training(context, KEY)) {
                RecurrentOutput output = stack.forward(embedding.forward(tape, EMPTY));
                assertThat(output.finalOutput().toTensor().toArray()).containsOnly(0f);
                Gradients gradients = tape.gradients(output.finalOutput().sum());
                stack.parameters()
                        .forEach((name, parameter) -> assertThat(
                                        gradients.tensor(parameter).toArray())
                                .as(name)
                                .containsOnly(0f));
            }
        }
    }

    @Test
    void emptySequences_passTheGradientOfTheFinalStateOn() {
        Embedding embedding = new Embedding(4, 3, KEY);
        for (Recurrent stack : stacks()) {
            try (Tape tape = Tape.training(context, KEY)) {
                Map<String, Var> parts = new LinkedHashMap<>();
                stack.forward(embedding.forward(tape, EMPTY))
                        .finalState()
                        .parts()
                        .forEach((name, part) -> parts.put(name, tape.variable(Tensor.zeros(part.shape()))));
                TapeState reached = stack.forward(embedding.forward(tape, EMPTY), TapeState.of(parts))
                        .finalState();
                for (String name : parts.keySet()) {
                    Gradients gradients = tape.gradients(reached.part(name).sum());
                    assertThat(gradients.tensor(parts.get(name)).toArray())
                            .as(name)
                            .containsOnly(1f);
                }
            }
        }
    }
}
