package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class EmbeddingTest {
    private static final RandomKey KEY = RandomKey.of(1);

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

    @Test
    void embedding_namesTheWrongToken() {
        Embedding embedding = new Embedding(5, 2, KEY);
        assertThatThrownBy(() -> embedding.forward(tape, TokenBatch.of(new int[][] {{1, 2}, {3, 5}}, 0)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Embedding: the token of sequence 1 at step 1 is 5, but the table has 5 rows");
        assertThatThrownBy(() -> embedding.forward(tape, new int[] {0, -1}))
                .hasMessage("Embedding: token 1 is -1, but the table has 5 rows");
        assertThatThrownBy(() -> Embedding.withPadding(5, 2, 5, KEY))
                .hasMessage("Embedding: expected a padding id from 0 to 4, but got 5");
    }

    @Test
    void embedding_neverReadsPaddedIds() {
        TokenBatch batch = TokenBatch.timeMajor(new int[] {1, 2, 3, 999}, 2, Lengths.of(2, 1));
        Tensor values = new Embedding(5, 2, KEY).forward(tape, batch).values().toTensor();
        assertThat(values.get(1, 1, 0)).isZero();
        assertThat(values.get(0, 1, 0)).isNotZero();
    }

    @Test
    void embeddingPadding_isZeroAndHasNoGradient() {
        Embedding embedding = Embedding.withPadding(4, 3, 1, KEY);
        Var output = embedding.forward(tape, new int[] {1, 2, 1});
        Tensor gradient =
                tape.gradients(output.sum()).tensor(embedding.parameters().get("weight"));
        assertThat(output.slice(0, 0, 1).toTensor().toArray()).containsOnly(0f);
        assertThat(gradient.toArray()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0);
    }

    @Test
    void sum_addsTheVectorsOfEachStep_andPaddingAddsNothing() {
        Embedding embedding = Embedding.withPadding(6, 3, 0, KEY);
        TokenBatch words = TokenBatch.of(new int[][] {{1, 2, 3}, {4}}, 0);
        TokenBatch features = TokenBatch.of(new int[][] {{5, 0, 3}, {0}}, 0);
        Var sum = embedding.sum(tape, List.of(words, features)).values();
        Tensor table = embedding.parameters().get("weight").toTensor();

        for (int j = 0; j < 3; j++) {
            assertThat(sum.toTensor().get(0, 0, j)).isEqualTo(table.get(1, j) + table.get(5, j));
            assertThat(sum.toTensor().get(1, 0, j)).isEqualTo(table.get(2, j));
            assertThat(sum.toTensor().get(2, 0, j)).isEqualTo(2 * table.get(3, j));
            assertThat(sum.toTensor().get(0, 1, j)).isEqualTo(table.get(4, j));
            assertThat(sum.toTensor().get(1, 1, j)).isZero();
        }
        Tensor gradient =
                tape.gradients(sum.sum()).tensor(embedding.parameters().get("weight"));
        assertThat(gradient.toArray()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void sumOfATableWithoutPadding_takesIdZeroAsAToken() {
        Embedding embedding = new Embedding(6, 3, KEY);
        TokenBatch words = TokenBatch.of(new int[][] {{1}}, 0);
        TokenBatch none = TokenBatch.of(new int[][] {{0}}, 0);
        Var sum = embedding.sum(tape, List.of(words, none)).values();
        Tensor table = embedding.parameters().get("weight").toTensor();
        for (int j = 0; j < 3; j++) {
            assertThat(sum.toTensor().get(0, 0, j)).isEqualTo(table.get(1, j) + table.get(0, j));
        }
    }

    @Test
    void sumWithDropout_drawsAnewForEachBatch() {
        Embedding embedding = new Embedding(40, 1, KEY);
        int[] all = new int[40];
        Arrays.setAll(all, id -> id);
        TokenBatch batch = TokenBatch.of(new int[][] {all}, 0);
        Tensor table = embedding.parameters().get("weight").toTensor();
        Tensor sum = embedding
                .withDropout(0.5)
                .sum(tape, List.of(batch, batch))
                .values()
                .toTensor();
        int[] kept = new int[3];
        for (int id : all) {
            kept[Math.round(sum.get(id, 0, 0) / (2 * table.get(id, 0)))]++;
        }
        assertThat(kept).as("in none, one or both of the batches").doesNotContain(0);
    }

    @Test
    void sumOfBatchesThatDiffer_isRefused() {
        Embedding embedding = new Embedding(6, 3, KEY);
        TokenBatch words = TokenBatch.of(new int[][] {{1, 2, 3}, {4}}, 0);
        TokenBatch shorter = TokenBatch.of(new int[][] {{1, 2, 3}, {}}, 0);
        assertThatThrownBy(() -> embedding.sum(tape, List.of(words, words, shorter)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Embedding.sum: expected sequence 1 of batch 2 to have length 1, as in batch 0, but it has 0;"
                                + " give padding ids to steps without such a token");
        TokenBatch single = TokenBatch.of(new int[][] {{1, 2}}, 0);
        assertThatThrownBy(() -> embedding.sum(tape, List.of(words, single)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Embedding.sum: expected 3 x 2 tokens (time x batch), as in batch 0, but batch 1 has 2 x 1");
        assertThatThrownBy(() -> embedding.sum(tape, List.of()))
                .hasMessage("Embedding.sum: expected at least 1 batch of tokens, but got none");
    }

    private static final int[][] TOKENS = {{3, 1, 4, 0}, {3, 3, 2}, {}, {1, 5, 6, 7}};

    /** Whether each token of the table is kept on the tape of these tests. */
    private static boolean isKept(int id, double rate) {
        return RandomKey.uniform(KEY.child(0).rowSeed(id, 0), 0) >= (float) rate;
    }

    @Test
    void dropout_dropsWholeRowsWhereverTheyStand_andScalesTheOthers() {
        Embedding plain = new Embedding(8, 3, KEY);
        Embedding dropping = plain.withDropout(0.5);
        TokenBatch batch = TokenBatch.of(TOKENS, 0);
        Tensor whole = plain.forward(tape, batch).values().toTensor();
        Var output = dropping.forward(tape, batch).values();
        Tensor dropped = output.toTensor();
        Tensor gradient = tape.gradients(output.sum()).tensor(plain.parameters().get("weight"));
        boolean[] seen = new boolean[2];
        for (int b = 0; b < TOKENS.length; b++) {
            for (int t = 0; t < TOKENS[b].length; t++) {
                boolean kept = isKept(TOKENS[b][t], 0.5);
                seen[kept ? 1 : 0] = true;
                for (int j = 0; j < 3; j++) {
                    assertThat(dropped.get(t, b, j)).isEqualTo(kept ? 2 * whole.get(t, b, j) : 0f);
                    assertThat(gradient.get(TOKENS[b][t], j)).isEqualTo(kept ? 2f * count(TOKENS[b][t]) : 0f);
                }
            }
        }
        assertThat(seen).containsExactly(true, true);
    }

    private static int count(int id) {
        return (int) Arrays.stream(TOKENS)
                .flatMapToInt(Arrays::stream)
                .filter(token -> token == id)
                .count();
    }

    @Test
    void dropout_hasTheRightGradients_andTellsTheKeptRowsAlone() {
        Embedding whole = new Embedding(8, 3, KEY).withDropout(0.3);
        GradientCheck.of(whole)
                .run(context, KEY, pass -> pass.output(whole.forward(pass.tape(), TokenBatch.of(TOKENS, 1))))
                .assertPassed();
        Embedding padded = Embedding.withPadding(8, 3, 1, KEY).withDropout(0.3);
        BitSet rows = tape.gradients(
                        padded.forward(tape, TokenBatch.of(TOKENS, 1)).values().sum())
                .rowsOf(padded.parameters().get("weight"));
        BitSet kept = new BitSet();
        for (int id : new int[] {0, 2, 3, 4, 5, 6, 7}) {
            kept.set(id, isKept(id, 0.3));
        }
        assertThat(rows).isEqualTo(kept);
    }

    @Test
    void dropout_isOffAtInferenceAndAtRateZero_andSharesTheParameter() {
        Embedding plain = new Embedding(8, 3, KEY);
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
        assertThat(plain.withDropout(0).forward(tape, all).toTensor())
                .isEqualTo(plain.forward(tape, all).toTensor());
        assertThat(plain.withDropout(0.5).parameters().get("weight"))
                .isSameAs(plain.parameters().get("weight"));
        try (Tape inference = Tape.inference(context)) {
            assertThat(plain.withDropout(0.5).forward(inference, all).toTensor())
                    .isEqualTo(plain.forward(tape, all).toTensor());
        }
        assertThat(plain.withDropout(0.5)).hasToString("Embedding(8, 3, dropout 0.5)");
        assertThatThrownBy(() -> plain.withDropout(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Embedding: expected a dropout rate in [0, 1), but got 1.0");
    }

    @Test
    void droppedRow_isNotRead() {
        Embedding dropping = new Embedding(8, 3, KEY).withDropout(0.5);
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
        dropping.parameters().get("weight").update(values -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = isKept(i / 3, 0.5) ? 1 : Float.NaN;
            }
        });
        assertThat(dropping.forward(tape, all).toTensor().toArray()).containsOnly(0f, 2f);
    }
}
