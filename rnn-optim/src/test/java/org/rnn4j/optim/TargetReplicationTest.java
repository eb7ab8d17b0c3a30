package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** The auxiliary task of single steps: its value by hand, its parameters, and what it leaves alone. */
class TargetReplicationTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Batch<TokenBatch, int[]> BATCH =
            new Batch<>(TokenBatch.of(new int[][] {{2, 3, 4}, {3}}, 0), new int[] {0, 1}, 2);

    private final Embedding embedding = new Embedding(5, 3, KEY.child("embedding"));
    private final Recurrent lstm = Recurrent.lstm(3, 2).build(KEY.child("lstm"));
    private final Linear head = new Linear(2, 2, KEY.child("head"));
    private final Linear output = new Linear(3, 2, KEY.child("steps"));
    private final Supervised<TokenBatch, int[]> task = Supervised.of(
            () -> Parameters.of("embedding", embedding, "lstm", lstm, "head", head),
            (tape, tokens) -> head.forward(lstm.forward(vectors(tape, tokens)).finalOutput()),
            CrossEntropy::mean);

    private Sequence vectors(Tape tape, TokenBatch tokens) {
        return embedding.forward(tape, tokens);
    }

    private Objective<Batch<TokenBatch, int[]>> weighing(double weight) {
        return TargetReplication.beside(task, this::vectors, weight, output);
    }

    private double nats(int token, int label) {
        double[] logits = new double[2];
        for (int i = 0; i < 2; i++) {
            logits[i] = output.parameters().get("bias").values()[i];
            for (int j = 0; j < 3; j++) {
                logits[i] += output.parameters().get("weight").values()[3 * i + j]
                        * embedding.parameters().get("weight").values()[3 * token + j];
            }
        }
        return Math.log(Math.exp(logits[0]) + Math.exp(logits[1])) - logits[label];
    }

    @Test
    void loss_isTheMeanOverAllValidStepsBesideThatOfTheTask() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            Tape tape = Tape.training(context, KEY);
            double steps = (nats(2, 0) + nats(3, 0) + nats(4, 0) + nats(3, 1)) / 4;
            assertThat((double) weighing(5).loss(tape, BATCH).item())
                    .isCloseTo(task.loss(tape, BATCH).item() + 5 * steps, within(1e-5));
        }
    }

    @Test
    void gradients_areRightAndReachEveryParameter() {
        Objective<Batch<TokenBatch, int[]>> objective = weighing(2);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            GradientCheck.of(objective)
                    .run(context, KEY, pass -> pass.output(objective.loss(pass.tape(), BATCH)))
                    .assertPassed();
            Tape tape = Tape.training(context, KEY);
            Gradients gradients = tape.gradients(objective.loss(tape, BATCH));
            assertThat(gradients.tensor(output.parameters().get("bias")).values()[0])
                    .isNotZero();
        }
        assertThat(objective.parameters().asMap()).containsKeys("head.weight", "steps.weight", "steps.bias");
        assertThat(objective.parameters().count()).isEqualTo(task.parameters().count() + 8);
    }

    @Test
    void items_areThoseOfTheTask() {
        Supervised<TokenBatch, int[]> bySteps =
                task.countingItems(batch -> batch.input().lengths().total());
        assertThat(TargetReplication.beside(bySteps, this::vectors, 1, output).items(BATCH))
                .isEqualTo(4);
    }

    @Test
    void weight_isZeroOrMore() {
        assertThat(weighing(0)).isSameAs(task);
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> weighing(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("weight of 0 or more, but got " + wrong);
        }
    }
}
