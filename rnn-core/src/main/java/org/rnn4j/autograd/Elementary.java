package org.rnn4j.autograd;

/** Negation, square, root, exponential, logarithm and absolute value. */
final class Elementary {
    private Elementary() {}

    static Var negate(Var input) {
        return Elementwise.apply(input, x -> -x, (x, y) -> -1f);
    }

    static Var square(Var input) {
        return Elementwise.apply(input, x -> x * x, (x, y) -> 2f * x);
    }

    static Var sqrt(Var input) {
        return Elementwise.apply(input, x -> (float) Math.sqrt(x), (x, y) -> 0.5f / y);
    }

    static Var log(Var input) {
        return Elementwise.apply(input, x -> (float) StrictMath.log(x), (x, y) -> 1f / x);
    }

    static Var abs(Var input) {
        return Elementwise.apply(input, Math::abs, (x, y) -> x > 0f ? 1f : x < 0f ? -1f : 0f);
    }

    static Var exp(Var input) {
        Var output = input.tape().result(input.shape(), input);
        int count = input.count();
        float[] y = output.values();
        input.tape().context().kernels().exp(input.values(), 0, y, 0, count);
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[i] = Math.fma(dy[i], y[i], dx[i]);
            }
        });
    }
}
