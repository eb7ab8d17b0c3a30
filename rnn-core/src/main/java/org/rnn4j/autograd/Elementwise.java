package org.rnn4j.autograd;

/** Functions that work on each element alone, in plain Java shared by all kernels. */
final class Elementwise {
    /** The function of one element. */
    @FunctionalInterface
    interface Value {
        float of(float x);
    }

    /** The derivative of the function at {@code x}, where its value is {@code y}. */
    @FunctionalInterface
    interface Slope {
        float of(float x, float y);
    }

    private Elementwise() {}

    static Var apply(Var input, Value value, Slope slope) {
        Var output = input.tape().result(input.shape(), input);
        int count = input.count();
        float[] x = input.values();
        float[] y = output.values();
        for (int i = 0; i < count; i++) {
            y[i] = value.of(x[i]);
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[i] = Math.fma(dy[i], slope.of(x[i], y[i]), dx[i]);
            }
        });
    }
}
