package org.rnn4j.autograd;

import org.rnn4j.kernel.ScalarMath;

/** The activation functions; the formulas stand at {@link Var}'s methods. */
final class Activations {
    private static final float HARD_SIGMOID_BOUND = 3f;

    private Activations() {}

    static Var tanh(Var input) {
        Var output = input.tape().result(input.shape(), input);
        int count = input.count();
        float[] y = output.values();
        input.tape().context().kernels().tanh(input.values(), 0, y, 0, count);
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[i] = Math.fma(Math.fma(-y[i], y[i], 1f), dy[i], dx[i]);
            }
        });
    }

    static Var sigmoid(Var input) {
        Var output = input.tape().result(input.shape(), input);
        int count = input.count();
        float[] y = output.values();
        input.tape().context().kernels().sigmoid(input.values(), 0, y, 0, count);
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[i] = Math.fma(y[i] * (1f - y[i]), dy[i], dx[i]);
            }
        });
    }

    static Var relu(Var input) {
        Var output = input.tape().result(input.shape(), input);
        int count = input.count();
        float[] x = input.values();
        float[] y = output.values();
        for (int i = 0; i < count; i++) {
            y[i] = x[i] <= 0f ? 0f : x[i];
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[i] += x[i] <= 0f ? 0f : dy[i];
            }
        });
    }

    static Var leakyRelu(Var input, float slope) {
        return Elementwise.apply(input, x -> x <= 0f ? slope * x : x, (x, y) -> x <= 0f ? slope : 1f);
    }

    static Var elu(Var input, float alpha) {
        return Elementwise.apply(
                input,
                x -> x <= 0f ? alpha * (float) StrictMath.expm1(x) : x,
                (x, y) -> x <= 0f ? alpha * ScalarMath.exp(x) : 1f);
    }

    static Var gelu(Var input) {
        return Elementwise.apply(input, x -> (float) (x * Normal.cumulative(x)), (x, y) ->
                (float) Math.fma(x, Normal.density(x), Normal.cumulative(x)));
    }

    static Var silu(Var input) {
        return Elementwise.apply(input, x -> x * ScalarMath.sigmoid(x), (x, y) -> {
            float s = ScalarMath.sigmoid(x);
            return s * Math.fma(x, 1f - s, 1f);
        });
    }

    static Var softplus(Var input) {
        return Elementwise.apply(
                input,
                x -> (float) ((x <= 0f ? 0f : x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
                (x, y) -> ScalarMath.sigmoid(x));
    }

    static Var hardSigmoid(Var input) {
        return Elementwise.apply(
                input,
                x -> x <= -HARD_SIGMOID_BOUND
                        ? 0f
                        : x >= HARD_SIGMOID_BOUND ? 1f : (x + HARD_SIGMOID_BOUND) / (2f * HARD_SIGMOID_BOUND),
                (x, y) -> x > -HARD_SIGMOID_BOUND && x < HARD_SIGMOID_BOUND ? 1f / (2f * HARD_SIGMOID_BOUND) : 0f);
    }

    static Var hardTanh(Var input) {
        return Elementwise.apply(input, x -> x < -1f ? -1f : x > 1f ? 1f : x, (x, y) -> x <= -1f || x >= 1f ? 0f : 1f);
    }

    static Var softSign(Var input) {
        return Elementwise.apply(input, x -> x / (1f + Math.abs(x)), (x, y) -> {
            float d = 1f + Math.abs(x);
            return 1f / (d * d);
        });
    }
}
