package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** The kernels of masks: every implementation against the formula, on odd sizes, with values that are not finite. */
class MaskKernelsTest {
    private static final int[] COUNTS = {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 64, 100};
    private static final RandomKey KEY = RandomKey.of(41);
    private static final float NAN = Float.NaN;

    private static float[] values(int count, String name) {
        RandomStream random = KEY.child(name).child(count).stream();
        float[] values = new float[count + 7];
        for (int i = 0; i < values.length; i++) {
            int kind = random.nextInt(20);
            float value = (float) random.nextGaussian();
            values[i] = kind == 0 ? Float.POSITIVE_INFINITY : kind == 1 ? NAN : kind == 2 ? -0f : value;
        }
        return values;
    }

    private static float[] mask(Kernels kernels, int count, float threshold, float scale) {
        float[] mask = values(count, "mask");
        kernels.randomMask(KEY.rowSeed(count, 3), threshold, 0f, scale, mask, 5, count);
        return mask;
    }

    @Test
    void randomMask_isWhereTheUniformNumberIsBelow() {
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count : COUNTS) {
                for (float threshold : new float[] {0f, 0x1p-24f, 0.05f, 1 / 3f, 0.5f, 0.999f, 1f}) {
                    float[] expected = values(count, "mask");
                    for (int j = 0; j < count; j++) {
                        float uniform = RandomKey.uniform(KEY.rowSeed(count, 3), j);
                        expected[5 + j] = uniform < threshold ? 0f : 1.25f;
                    }
                    assertThat(mask(kernels, count, threshold, 1.25f))
                            .as("%s, %d elements below %s", kernels.name(), count, threshold)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** A number on the threshold itself is not below it. */
    @Test
    void threshold_isExact() {
        long seed = KEY.rowSeed(1, 1);
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int feature = 0; feature < 40; feature++) {
                float[] mask = new float[40];
                float uniform = RandomKey.uniform(seed, feature);
                kernels.randomMask(seed, uniform, 1f, 0f, mask, 0, 40);
                assertThat(mask[feature]).isZero();
                kernels.randomMask(seed, Math.nextUp(uniform), 1f, 0f, mask, 0, 40);
                assertThat(mask[feature]).isEqualTo(1f);
            }
        }
    }

    @Test
    void masked_isZeroWhereTheMaskIs_andItsBackwardLeavesTheGradientThere() {
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count : COUNTS) {
                float[] mask = mask(kernels, count, 0.4f, 1.25f);
                float[] x = values(count, "x");
                float[] y = values(count, "y");
                float[] applied = y.clone();
                float[] added = y.clone();
                for (int j = 0; j < count; j++) {
                    float factor = mask[5 + j];
                    applied[3 + j] = factor == 0 ? 0f : factor * x[1 + j];
                    added[3 + j] = factor == 0 ? y[3 + j] : Math.fma(x[1 + j], factor, y[3 + j]);
                }
                float[] result = y.clone();
                kernels.applyMask(mask, 5, x, 1, result, 3, count);
                assertThat(result).as(kernels.name()).isEqualTo(applied);
                kernels.addMasked(mask, 5, x, 1, y, 3, count);
                assertThat(y).as(kernels.name()).isEqualTo(added);
            }
        }
    }

    @Test
    void choice_takesOneOfBoth_andItsBackwardGivesTheGradientToIt() {
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count : COUNTS) {
                float[] mask = mask(kernels, count, 0.4f, 1f);
                float[] chosen = values(count, "chosen");
                float[] other = values(count, "other");
                float[] y = values(count, "y");
                float[] expected = y.clone();
                float[] dChosen = chosen.clone();
                float[] dOther = other.clone();
                for (int j = 0; j < count; j++) {
                    boolean isChosen = mask[5 + j] != 0;
                    expected[3 + j] = isChosen ? chosen[1 + j] : other[2 + j];
                    dChosen[1 + j] += isChosen ? expected[3 + j] : -0f;
                    dOther[2 + j] = isChosen ? 0f : expected[3 + j];
                }
                kernels.choose(mask, 5, chosen, 1, other, 2, y, 3, count);
                assertThat(y).as(kernels.name()).isEqualTo(expected);
                kernels.chooseBackward(mask, 5, y, 3, chosen, 1, other, 2, count);
                assertThat(chosen).as(kernels.name()).isEqualTo(dChosen);
                assertThat(other).as(kernels.name()).isEqualTo(dOther);
            }
        }
    }
}
