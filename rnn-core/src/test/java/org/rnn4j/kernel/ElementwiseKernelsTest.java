package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** exp, tanh, sigmoid and the backward of tanh of all kernels against their scalar definition. */
class ElementwiseKernelsTest {
    private interface Operation {
        void run(float[] x, int xOffset, float[] y, int yOffset, int count);
    }

    private interface Scalar {
        float of(float x);
    }

    /** One vector of each width, which goes another way than two. */
    private static final int[] PIECES = {4, 8, 16};
    /** How many elements of a block are computed in pieces too. */
    private static final int IN_PIECES = 1_024;

    private static void assertSameBits(String name, float[] block, Operation operation, Scalar scalar) {
        float[] y = new float[block.length];
        operation.run(block, 0, y, 0, block.length);
        for (int i = 0; i < block.length; i++) {
            assertSameBits(name, block[i], y[i], scalar.of(block[i]));
        }
        for (int piece : PIECES) {
            float[] again = new float[Math.min(block.length, IN_PIECES)];
            for (int from = 0; from < again.length; from += piece) {
                operation.run(block, from, again, from, Math.min(piece, again.length - from));
            }
            for (int i = 0; i < again.length; i++) {
                assertSameBits(name, block[i], again[i], y[i]);
            }
        }
    }

    private static void assertSameBits(String name, float x, float actual, float expected) {
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            assertThat(actual).as("%s(%s)", name, x).isEqualTo(expected);
        }
    }

    private static void assertSameBits(Kernels kernels, float[] block) {
        assertSameBits("exp", block, kernels::exp, ScalarMath::exp);
        assertSameBits("tanh", block, kernels::tanh, ScalarMath::tanh);
        assertSameBits("sigmoid", block, kernels::sigmoid, ScalarMath::sigmoid);
    }

    @Test
    void simd_overAllExponents_hasTheScalarBits() {
        Kernels simd = KernelsUnderTest.simd();
        for (int seed = 1; seed <= 3; seed++) {
            FloatPoints.sample(10_000_000, seed, block -> assertSameBits(simd, block));
        }
    }

    @Test
    @Tag("nightly")
    void simd_overEveryFloat_hasTheScalarBits() {
        Kernels simd = KernelsUnderTest.simd();
        FloatPoints.all(block -> assertSameBits(simd, block));
    }

    @Test
    void portable_overAllExponents_hasTheScalarBits() {
        FloatPoints.sample(100_000, 4, block -> assertSameBits(new PortableKernels(), block));
    }

    @Test
    void oddCountsAndOffsets_haveTheScalarBitsAndTouchNothingElse() {
        RandomStream random = RandomKey.of(5).stream();
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count = 0; count <= 70; count++) {
                int xOffset = random.nextInt(9);
                int yOffset = random.nextInt(9);
                float[] x = gaussians(random, xOffset + count + 5);
                assertRange("exp", kernels::exp, ScalarMath::exp, x, xOffset, yOffset, count);
                assertRange("tanh", kernels::tanh, ScalarMath::tanh, x, xOffset, yOffset, count);
                assertRange("sigmoid", kernels::sigmoid, ScalarMath::sigmoid, x, xOffset, yOffset, count);
            }
        }
    }

    private static void assertRange(
            String name, Operation operation, Scalar scalar, float[] x, int xOffset, int yOffset, int count) {
        float[] expected = new float[yOffset + count + 5];
        Arrays.fill(expected, -7f);
        float[] y = expected.clone();
        for (int i = 0; i < count; i++) {
            expected[yOffset + i] = scalar.of(x[xOffset + i]);
        }
        operation.run(x, xOffset, y, yOffset, count);
        assertThat(y).as("%s, %d elements", name, count).isEqualTo(expected);
        float[] inPlace = x.clone();
        operation.run(inPlace, xOffset, inPlace, xOffset, count);
        assertThat(Arrays.copyOfRange(inPlace, xOffset, xOffset + count))
                .as("%s in place", name)
                .isEqualTo(Arrays.copyOfRange(expected, yOffset, yOffset + count));
    }

    @Test
    void tanhBackward_ofAllKernels_isTheFormula() {
        RandomStream random = RandomKey.of(6).stream();
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count = 0; count <= 70; count++) {
                float[] x = gaussians(random, count + 3);
                float[] g = gaussians(random, count + 2);
                float[] expected = new float[count + 4];
                Arrays.fill(expected, -7f);
                float[] y = expected.clone();
                for (int i = 0; i < count; i++) {
                    expected[1 + i] = Math.fma(-x[3 + i], x[3 + i], 1f) * g[2 + i];
                }
                kernels.tanhBackward(x, 3, g, 2, y, 1, count);
                assertThat(y).isEqualTo(expected);
            }
        }
    }

    private static float[] gaussians(RandomStream random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * 3);
        }
        return values;
    }
}
