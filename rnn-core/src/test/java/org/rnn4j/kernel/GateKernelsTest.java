package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** The gate kernels: both implementations bit for bit, and their formulas against double arithmetic. */
class GateKernelsTest {
    private static final int[] WIDTHS = {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 23, 31, 33, 47, 64, 65};
    private static final int ROWS = 3;
    private static final double TOLERANCE = 2e-6;

    /** The arrays of one call, with an offset of their own each. */
    private static final class Arrays {
        final float[] gates;
        final float[] dGates;
        final float[][] units = new float[7][];
        final int width;

        Arrays(int gatesPerUnit, int width, long seed) {
            RandomStream random = RandomKey.of(seed).child(width).stream();
            this.width = width;
            gates = random(random, 5 + ROWS * gatesPerUnit * width + 3, 2);
            dGates = random(random, gates.length, 1);
            for (int i = 0; i < units.length; i++) {
                units[i] = random(random, i + ROWS * width + 3, 1);
            }
        }

        private static float[] random(RandomStream random, int count, double scale) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (random.nextGaussian() * scale);
            }
            return values;
        }

        float unit(int array, int offset, int row, int j) {
            return units[array][offset + row * width + j];
        }

        void assertSameBits(Arrays other, String what) {
            assertThat(gates).as(what).isEqualTo(other.gates);
            assertThat(dGates).as(what).isEqualTo(other.dGates);
            for (int i = 0; i < units.length; i++) {
                assertThat(units[i]).as(what + ", array " + i).isEqualTo(other.units[i]);
            }
        }
    }

    private interface Call {
        void run(Kernels kernels, Arrays arrays);
    }

    private static void lstmForward(Kernels kernels, Arrays a) {
        kernels.lstmForward(ROWS, a.width, a.gates, 5, a.units[1], 1, a.units[2], 2, a.units[3], 3, a.units[4], 4);
    }

    private static void lstmBackward(Kernels kernels, Arrays a) {
        kernels.lstmBackward(
                ROWS,
                a.width,
                a.gates,
                a.dGates,
                5,
                a.units[1],
                a.units[2],
                1,
                a.units[3],
                3,
                a.units[4],
                4,
                a.units[5],
                5);
    }

    private static void gruForward(Kernels kernels, Arrays a) {
        kernels.gruForward(ROWS, a.width, a.gates, 5, a.units[1], 1, a.units[2], 2, a.units[3], 3);
    }

    private static void gruBackward(Kernels kernels, Arrays a) {
        kernels.gruBackward(
                ROWS,
                a.width,
                a.gates,
                a.dGates,
                5,
                a.units[1],
                a.units[2],
                1,
                a.units[3],
                a.units[4],
                3,
                a.units[5],
                5);
    }

    private static void assertSameBits(int gatesPerUnit, String what, Call call) {
        Kernels simd = KernelsUnderTest.simd();
        for (int width : WIDTHS) {
            Arrays portable = new Arrays(gatesPerUnit, width, 1);
            Arrays vector = new Arrays(gatesPerUnit, width, 1);
            call.run(new PortableKernels(), portable);
            call.run(simd, vector);
            vector.assertSameBits(portable, what + " of width " + width);
        }
    }

    @Test
    void lstmForward_onSimd_hasThePortableBits() {
        assertSameBits(4, "lstmForward", GateKernelsTest::lstmForward);
    }

    @Test
    void lstmBackward_onSimd_hasThePortableBits() {
        assertSameBits(4, "lstmBackward", GateKernelsTest::lstmBackward);
    }

    @Test
    void gruForward_onSimd_hasThePortableBits() {
        assertSameBits(3, "gruForward", GateKernelsTest::gruForward);
    }

    @Test
    void gruBackward_onSimd_hasThePortableBits() {
        assertSameBits(3, "gruBackward", GateKernelsTest::gruBackward);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static void assertClose(double actual, double expected) {
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected)));
    }

    @Test
    void lstmForward_isTheFormula() {
        int width = 19;
        for (Kernels kernels : KernelsUnderTest.all()) {
            Arrays before = new Arrays(4, width, 2);
            Arrays after = new Arrays(4, width, 2);
            lstmForward(kernels, after);
            for (int row = 0; row < ROWS; row++) {
                for (int j = 0; j < width; j++) {
                    int at = 5 + row * 4 * width + j;
                    double i = sigmoid(before.gates[at]);
                    double f = sigmoid(before.gates[at + width]);
                    double g = StrictMath.tanh(before.gates[at + 2 * width]);
                    double o = sigmoid(before.gates[at + 3 * width]);
                    double c = f * before.unit(1, 1, row, j) + i * g;
                    assertClose(after.gates[at], i);
                    assertClose(after.gates[at + width], f);
                    assertClose(after.gates[at + 2 * width], g);
                    assertClose(after.gates[at + 3 * width], o);
                    assertClose(after.unit(2, 2, row, j), c);
                    assertClose(after.unit(3, 3, row, j), StrictMath.tanh(c));
                    assertClose(after.unit(4, 4, row, j), o * StrictMath.tanh(c));
                }
            }
        }
    }

    @Test
    void lstmBackward_isTheFormula() {
        int width = 19;
        for (Kernels kernels : KernelsUnderTest.all()) {
            Arrays before = new Arrays(4, width, 3);
            Arrays after = new Arrays(4, width, 3);
            lstmBackward(kernels, after);
            assertThat(after.gates).isEqualTo(before.gates);
            for (int row = 0; row < ROWS; row++) {
                for (int j = 0; j < width; j++) {
                    int at = 5 + row * 4 * width + j;
                    double i = before.gates[at];
                    double f = before.gates[at + width];
                    double g = before.gates[at + 2 * width];
                    double o = before.gates[at + 3 * width];
                    double cPrevious = before.unit(1, 1, row, j);
                    double tanhC = before.unit(4, 4, row, j);
                    double dh = before.unit(5, 5, row, j);
                    double d = dh * o * (1 - tanhC * tanhC) + before.unit(3, 3, row, j);
                    assertClose(after.dGates[at], d * g * i * (1 - i));
                    assertClose(after.dGates[at + width], d * cPrevious * f * (1 - f));
                    assertClose(after.dGates[at + 2 * width], d * i * (1 - g * g));
                    assertClose(after.dGates[at + 3 * width], dh * tanhC * o * (1 - o));
                    assertClose(after.unit(2, 1, row, j), before.unit(2, 1, row, j) + d * f);
                }
            }
        }
    }

    @Test
    void gruForward_isTheFormula() {
        int width = 19;
        for (Kernels kernels : KernelsUnderTest.all()) {
            Arrays before = new Arrays(3, width, 4);
            Arrays after = new Arrays(3, width, 4);
            gruForward(kernels, after);
            for (int row = 0; row < ROWS; row++) {
                for (int j = 0; j < width; j++) {
                    int at = 5 + row * 3 * width + j;
                    double r = sigmoid(before.gates[at]);
                    double z = sigmoid(before.gates[at + width]);
                    double n = StrictMath.tanh(before.gates[at + 2 * width] + r * before.unit(1, 1, row, j));
                    assertClose(after.gates[at], r);
                    assertClose(after.gates[at + width], z);
                    assertClose(after.gates[at + 2 * width], n);
                    assertClose(after.unit(3, 3, row, j), (1 - z) * n + z * before.unit(2, 2, row, j));
                }
            }
        }
    }

    @Test
    void gruBackward_isTheFormula() {
        int width = 19;
        for (Kernels kernels : KernelsUnderTest.all()) {
            Arrays before = new Arrays(3, width, 5);
            Arrays after = new Arrays(3, width, 5);
            gruBackward(kernels, after);
            assertThat(after.gates).isEqualTo(before.gates);
            for (int row = 0; row < ROWS; row++) {
                for (int j = 0; j < width; j++) {
                    int at = 5 + row * 3 * width + j;
                    double r = before.gates[at];
                    double z = before.gates[at + width];
                    double n = before.gates[at + 2 * width];
                    double candidate = before.unit(1, 1, row, j);
                    double hPrevious = before.unit(3, 3, row, j);
                    double dh = before.unit(5, 5, row, j);
                    double dn = dh * (1 - z) * (1 - n * n);
                    assertClose(after.dGates[at], dn * candidate * r * (1 - r));
                    assertClose(after.dGates[at + width], dh * (hPrevious - n) * z * (1 - z));
                    assertClose(after.dGates[at + 2 * width], dn);
                    assertClose(after.unit(2, 1, row, j), dn * r);
                    assertClose(after.unit(4, 3, row, j), before.unit(4, 3, row, j) + dh * z);
                }
            }
        }
    }
}
