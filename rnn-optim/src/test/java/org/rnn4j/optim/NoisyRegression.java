package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/**
 * A linear model y = weight . x + bias with a little noise on its training outputs, computed row by row on the
 * context's threads; and data that it can learn.
 */
final class NoisyRegression implements Parameterized {
    static final int WIDTH = 3;
    private static final float NOISE = 1e-3f;

    private final Parameter weight = new Parameter(Tensor.zeros(WIDTH));
    private final Parameter bias = new Parameter(Tensor.zeros(1));

    @Override
    public Parameters parameters() {
        return Parameters.builder().add("weight", weight).add("bias", bias).build();
    }

    /** Outputs [rows] for inputs [rows, 3]. */
    Var forward(Tape tape, Tensor inputs) {
        int rows = inputs.size(0);
        Var w = tape.parameter(weight);
        Var b = tape.parameter(bias);
        Var y = tape.result(new int[] {rows}, w, b);
        long noise = tape.isTraining() ? tape.nextKey().rowSeed(0, 0) : 0;
        float[] x = inputs.values();
        tape.context().parallel(rows, (row, scratch) -> {
            float sum = b.values()[0];
            for (int i = 0; i < WIDTH; i++) {
                sum = Math.fma(x[row * WIDTH + i], w.values()[i], sum);
            }
            y.values()[row] = tape.isTraining() ? Math.fma(NOISE, RandomKey.uniform(noise, row), sum) : sum;
        });
        return tape.record(y, gradients -> {
            float[] dy = gradients.of(y);
            for (int row = 0; row < rows; row++) {
                gradients.of(b)[0] += dy[row];
                for (int i = 0; i < WIDTH; i++) {
                    gradients.of(w)[i] =
                            Math.fma(dy[row], x[row * WIDTH + i], gradients.of(w)[i]);
                }
            }
        });
    }

    /** The mean of the squared errors. */
    static Var meanSquaredError(Var y, Tensor targets) {
        Var loss = y.tape().result(new int[0], y);
        int rows = y.count();
        float sum = 0;
        for (int row = 0; row < rows; row++) {
            float error = y.values()[row] - targets.values()[row];
            sum = Math.fma(error, error, sum);
        }
        loss.values()[0] = sum / rows;
        return y.tape().record(loss, gradients -> {
            float factor = gradients.of(loss)[0] * 2 / rows;
            for (int row = 0; row < rows; row++) {
                gradients.of(y)[row] += factor * (y.values()[row] - targets.values()[row]);
            }
        });
    }

    Supervised<Tensor, Tensor> objective() {
        return Supervised.of(this, this::forward, NoisyRegression::meanSquaredError);
    }

    /** Batches of sizes 1 to {@code batches} with y = 2 x0 - x1 + 0.5 x2 + 3. */
    static List<Batch<Tensor, Tensor>> data(int batches, RandomKey key) {
        RandomStream random = key.stream();
        List<Batch<Tensor, Tensor>> data = new ArrayList<>();
        for (int rows = 1; rows <= batches; rows++) {
            Tensor x = GivenGradients.gaussian(random, rows, WIDTH);
            Tensor y = Tensor.zeros(rows);
            for (int row = 0; row < rows; row++) {
                y.set(2 * x.get(row, 0) - x.get(row, 1) + 0.5f * x.get(row, 2) + 3, row);
            }
            data.add(new Batch<>(x, y, rows));
        }
        return data;
    }
}
