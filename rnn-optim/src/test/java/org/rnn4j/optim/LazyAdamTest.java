package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class LazyAdamTest {
    private static final RandomKey KEY = RandomKey.of(41);
    private static final int ROWS = 10;
    private static final int WIDTH = 3;
    private static final int[][] LOOKED_UP = {{2, 7, 2}, {0}, {2, 3, 4, 5}, {9, 8, 9}, {7, 0, 9}, {3}, {2, 2}};

    private Context context;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static Embedding table() {
        return new Embedding(ROWS, WIDTH, KEY);
    }

    private static Parameters parameters(Embedding table) {
        return Parameters.of("table", table);
    }

    /** Half the sum of squares of the vectors of these ids: each lookup of a row adds the row to its gradient. */
    private static Var loss(Tape tape, Embedding table, int... ids) {
        Var rows = table.forward(tape, ids);
        return rows.times(rows).sum().times(0.5f);
    }

    private void step(Optimizer optimizer, Embedding table, int... ids) {
        try (Tape tape = Tape.training(context, KEY)) {
            optimizer.step(tape.gradients(loss(tape, table, ids)));
        }
    }

    @Test
    void touchedRows_followTheFormulaInDouble_andOthersKeepTheirBits() {
        Embedding table = table();
        Optimizer optimizer = new LazyAdam(0.05).withBetas(0.8, 0.95).start(parameters(table));
        float[] start = table.parameters().get("weight").toTensor().values();
        double[] p = new double[start.length];
        double[] m = new double[start.length];
        double[] v = new double[start.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = start[i];
        }
        for (int n = 1; n <= LOOKED_UP.length; n++) {
            int[] ids = LOOKED_UP[n - 1];
            Tensor before = table.parameters().get("weight").toTensor();
            step(optimizer, table, ids);
            for (int row = 0; row < ROWS; row++) {
                int lookedUp = row;
                long times = Arrays.stream(ids).filter(id -> id == lookedUp).count();
                for (int i = row * WIDTH; i < (row + 1) * WIDTH; i++) {
                    float now = table.parameters().get("weight").values()[i];
                    if (times == 0) {
                        assertThat(now).isEqualTo(before.values()[i]);
                        continue;
                    }
                    double g = times * p[i];
                    m[i] = 0.8 * m[i] + (1 - 0.8) * g;
                    v[i] = 0.95 * v[i] + (1 - 0.95) * g * g;
                    double mean = m[i] / (1 - StrictMath.pow(0.8, n));
                    double root = Math.sqrt(v[i] / (1 - StrictMath.pow(0.95, n)));
                    p[i] -= 0.05 * mean / (root + 1e-8);
                    assertThat((double) now).isCloseTo(p[i], Offset.offset(2e-6));
                }
            }
        }
        float[] means = optimizer.state().tensors().get("table.weight.exp_avg").values();
        for (int i = 0; i < means.length; i++) {
            assertThat((double) means[i]).isCloseTo(m[i], Offset.offset(2e-6));
        }
    }

    @Test
    void denseAdam_movesRowsThatWereNotLookedUp() {
        Embedding table = table();
        Optimizer optimizer = new Adam(0.05).start(parameters(table));
        step(optimizer, table, 2);
        Tensor before = table.parameters().get("weight").toTensor();
        step(optimizer, table, 3);
        assertThat(table.parameters().get("weight").toTensor().get(2, 0)).isNotEqualTo(before.get(2, 0));
    }

    @Test
    void firstStep_andAllRowsTouched_areAdamBitForBit() {
        int[] all = new int[ROWS];
        Arrays.setAll(all, row -> row);
        for (int[][] steps : new int[][][] {{{1, 4, 1}}, {all, all, all}}) {
            Embedding lazy = table();
            Embedding dense = table();
            Optimizer lazyOptimizer = new LazyAdam(0.05).start(parameters(lazy));
            Optimizer denseOptimizer = new Adam(0.05).start(parameters(dense));
            for (int[] ids : steps) {
                step(lazyOptimizer, lazy, ids);
                step(denseOptimizer, dense, ids);
            }
            assertThat(lazy.parameters().snapshot())
                    .isEqualTo(dense.parameters().snapshot());
            assertThat(lazyOptimizer.state()).isEqualTo(denseOptimizer.state());
        }
    }

    @Test
    void tableWithAnotherUse_orAPenalty_isUpdatedAsByAdam() {
        assertThat(twoSteps(new LazyAdam(0.05), true)).isEqualTo(twoSteps(new Adam(0.05), true));
        assertThat(twoSteps(new LazyAdam(0.05), false)).isNotEqualTo(twoSteps(new Adam(0.05), false));
        Rule lazy = Rule.chain(Penalty.l2(0.01), new LazyAdam(0.05));
        Rule dense = Rule.chain(Penalty.l2(0.01), new Adam(0.05));
        assertThat(twoSteps(lazy, false)).isEqualTo(twoSteps(dense, false));
    }

    private Map<String, Tensor> twoSteps(Rule rule, boolean anotherUse) {
        Embedding table = table();
        Optimizer optimizer = rule.start(parameters(table));
        for (int[] ids : new int[][] {{2, 7}, {3}}) {
            try (Tape tape = Tape.training(context, KEY)) {
                Var loss = loss(tape, table, ids);
                if (anotherUse) {
                    loss = loss.plus(
                            tape.parameter(table.parameters().get("weight")).sum());
                }
                optimizer.step(tape.gradients(loss));
            }
        }
        return table.parameters().snapshot();
    }

    @Test
    void accumulatedLookups_touchTheRowsOfAllBatches() {
        Embedding table = table();
        Parameters parameters = parameters(table);
        GradientAccumulator accumulator = new GradientAccumulator(parameters);
        Optimizer optimizer = new LazyAdam(0.05).start(parameters);
        step(optimizer, table, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (int round = 0; round < 2; round++) {
            Tensor before = table.parameters().get("weight").toTensor();
            int[] looked = round == 0 ? new int[] {2, 5, 2} : new int[] {7, 8, 9};
            for (int id : looked) {
                try (Tape tape = Tape.training(context, KEY)) {
                    accumulator.add(tape.gradients(loss(tape, table, id)), 1);
                }
            }
            optimizer.step(accumulator);
            for (int row = 0; row < ROWS; row++) {
                int number = row;
                boolean touched = Arrays.stream(looked).anyMatch(id -> id == number);
                boolean same = table.parameters().get("weight").toTensor().get(row, 1) == before.get(row, 1);
                assertThat(same).as("row %d", row).isEqualTo(!touched);
            }
        }
    }
}
