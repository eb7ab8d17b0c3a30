package org.rnn4j.autograd;

/**
 * Addition, subtraction, multiplication and division, of two values with broadcasting or of a value and a number. The
 * gradient of a repeated operand adds up row-major in the order of the result.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Var plus(Var a, Var b) {
        Broadcast common = Broadcast.of("plus", a, b);
        Var sum = a.tape().result(common.shape(), a, b);
        float[] x = a.values();
        float[] y = b.values();
        float[] z = sum.values();
        common.rows((at, i, di, j, dj, count) -> {
            for (int k = 0; k < count; k++) {
                z[at + k] = x[i + k * di] + y[j + k * dj];
            }
        });
        return a.tape().record(sum, gradients -> {
            float[] dz = gradients.of(sum);
            if (a.requiresGradient()) {
                float[] dx = gradients.of(a);
                common.rows((at, i, di, j, dj, count) -> add(dz, at, dx, i, di, count));
            }
            if (b.requiresGradient()) {
                float[] dy = gradients.of(b);
                common.rows((at, i, di, j, dj, count) -> add(dz, at, dy, j, dj, count));
            }
        });
    }

    static Var minus(Var a, Var b) {
        Broadcast common = Broadcast.of("minus", a, b);
        Var difference = a.tape().result(common.shape(), a, b);
        float[] x = a.values();
        float[] y = b.values();
        float[] z = difference.values();
        common.rows((at, i, di, j, dj, count) -> {
            for (int k = 0; k < count; k++) {
                z[at + k] = x[i + k * di] - y[j + k * dj];
            }
        });
        return a.tape().record(difference, gradients -> {
            float[] dz = gradients.of(difference);
            if (a.requiresGradient()) {
                float[] dx = gradients.of(a);
                common.rows((at, i, di, j, dj, count) -> add(dz, at, dx, i, di, count));
            }
            if (b.requiresGradient()) {
                float[] dy = gradients.of(b);
                common.rows((at, i, di, j, dj, count) -> {
                    for (int k = 0; k < count; k++) {
                        dy[j + k * dj] -= dz[at + k];
                    }
                });
            }
        });
    }

    private static void add(float[] from, int at, float[] to, int first, int step, int count) {
        for (int k = 0; k < count; k++) {
            to[first + k * step] += from[at + k];
        }
    }

    static Var times(Var a, Var b) {
        Broadcast common = Broadcast.of("times", a, b);
        Var product = a.tape().result(common.shape(), a, b);
        float[] x = a.values();
        float[] y = b.values();
        float[] z = product.values();
        common.rows((at, i, di, j, dj, count) -> {
            for (int k = 0; k < count; k++) {
                z[at + k] = x[i + k * di] * y[j + k * dj];
            }
        });
        return a.tape().record(product, gradients -> {
            float[] dz = gradients.of(product);
            if (a.requiresGradient()) {
                float[] dx = gradients.of(a);
                common.rows((at, i, di, j, dj, count) -> {
                    for (int k = 0; k < count; k++) {
                        dx[i + k * di] = Math.fma(dz[at + k], y[j + k * dj], dx[i + k * di]);
                    }
                });
            }
            if (b.requiresGradient()) {
                float[] dy = gradients.of(b);
                common.rows((at, i, di, j, dj, count) -> {
                    for (int k = 0; k < count; k++) {
                        dy[j + k * dj] = Math.fma(dz[at + k], x[i + k * di], dy[j + k * dj]);
                    }
                });
            }
        });
    }

    static Var dividedBy(Var a, Var b) {
        Broadcast common = Broadcast.of("dividedBy", a, b);
        Var quotient = a.tape().result(common.shape(), a, b);
        float[] x = a.values();
        float[] y = b.values();
        float[] z = quotient.values();
        common.rows((at, i, di, j, dj, count) -> {
            for (int k = 0; k < count; k++) {
                z[at + k] = x[i + k * di] / y[j + k * dj];
            }
        });
        return a.tape().record(quotient, gradients -> {
            float[] dz = gradients.of(quotient);
            if (a.requiresGradient()) {
                float[] dx = gradients.of(a);
                common.rows((at, i, di, j, dj, count) -> {
                    for (int k = 0; k < count; k++) {
                        dx[i + k * di] += dz[at + k] / y[j + k * dj];
                    }
                });
            }
            if (b.requiresGradient()) {
                float[] dy = gradients.of(b);
                common.rows((at, i, di, j, dj, count) -> {
                    for (int k = 0; k < count; k++) {
                        dy[j + k * dj] -= dz[at + k] * (z[at + k] / y[j + k * dj]);
                    }
                });
            }
        });
    }

    static Var plus(Var a, float number) {
        Var sum = a.tape().result(a.shape(), a);
        float[] x = a.values();
        float[] z = sum.values();
        for (int i = 0; i < a.count(); i++) {
            z[i] = x[i] + number;
        }
        return a.tape().record(sum, gradients -> add(gradients.of(sum), 0, gradients.of(a), 0, 1, a.count()));
    }

    static Var times(Var a, float number) {
        Var product = a.tape().result(a.shape(), a);
        float[] x = a.values();
        float[] z = product.values();
        for (int i = 0; i < a.count(); i++) {
            z[i] = x[i] * number;
        }
        return a.tape().record(product, gradients -> {
            float[] dz = gradients.of(product);
            float[] dx = gradients.of(a);
            for (int i = 0; i < a.count(); i++) {
                dx[i] = Math.fma(dz[i], number, dx[i]);
            }
        });
    }

    static Var dividedBy(Var a, float number) {
        Var quotient = a.tape().result(a.shape(), a);
        float[] x = a.values();
        float[] z = quotient.values();
        for (int i = 0; i < a.count(); i++) {
            z[i] = x[i] / number;
        }
        return a.tape().record(quotient, gradients -> {
            float[] dz = gradients.of(quotient);
            float[] dx = gradients.of(a);
            for (int i = 0; i < a.count(); i++) {
                dx[i] += dz[i] / number;
            }
        });
    }
}
