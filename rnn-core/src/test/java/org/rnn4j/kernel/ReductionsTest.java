package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class ReductionsTest {
    private static float[] random(int count, long seed) {
        RandomStream random = RandomKey.of(seed).stream();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * StrictMath.exp(4 * random.nextGaussian()));
        }
        return values;
    }

    /** 16 sums of every sixteenth element, then halves added to halves, written out. */
    private static double inLanes(double[] terms, boolean single) {
        double[] lanes = new double[16];
        for (int l = 0; l < 16; l++) {
            for (int i = l; i < terms.length; i += 16) {
                lanes[l] = single ? (float) lanes[l] + (float) terms[i] : lanes[l] + terms[i];
            }
        }
        for (int w = 8; w >= 1; w /= 2) {
            for (int l = 0; l < w; l++) {
                lanes[l] = single ? (float) lanes[l] + (float) lanes[l + w] : lanes[l] + lanes[l + w];
            }
        }
        return lanes[0];
    }

    private static double[] terms(float[] x, int from, int count, Reductions.Term term) {
        double[] terms = new double[count];
        for (int i = 0; i < count; i++) {
            terms[i] = term.of(x[from + i]);
        }
        return terms;
    }

    @Test
    void sum_ofAnyCount_hasTheOrderOfTheContract() {
        for (int count = 0; count <= 100; count++) {
            float[] x = random(count + 7, count);
            float expected = (float) inLanes(terms(x, 3, count, value -> value), true);
            assertThat(Reductions.sum(x, 3, count)).as("%d elements", count).isEqualTo(expected);
        }
    }

    @Test
    void sum_differsFromTheSequentialOrder() {
        float[] x = random(100, 5);
        float sequential = 0;
        for (float value : x) {
            sequential += value;
        }
        assertThat(Reductions.sum(x, 0, 100)).isNotEqualTo(sequential);
    }

    @Test
    void dot_ofAnyCount_continuesEachLaneByFma() {
        for (int count = 0; count <= 70; count++) {
            float[] x = random(count + 2, 2 * count);
            float[] y = random(count + 5, 2 * count + 1);
            float[] lanes = new float[16];
            for (int l = 0; l < 16; l++) {
                for (int i = l; i < count; i += 16) {
                    lanes[l] = Math.fma(x[2 + i], y[5 + i], lanes[l]);
                }
            }
            for (int w = 8; w >= 1; w /= 2) {
                for (int l = 0; l < w; l++) {
                    lanes[l] += lanes[l + w];
                }
            }
            assertThat(Reductions.dot(x, 2, y, 5, count))
                    .as("%d elements", count)
                    .isEqualTo(lanes[0]);
        }
    }

    @Test
    void sumInDouble_takesBlocksOf1024InOrder() {
        for (int count : new int[] {0, 1, 15, 16, 17, 1_023, 1_024, 1_025, 2_048, 5_000}) {
            float[] x = random(count + 4, count);
            double expected = 0;
            for (int block = 0; block < count; block += 1_024) {
                int length = Math.min(1_024, count - block);
                expected += inLanes(terms(x, 4 + block, length, value -> (double) value * value), false);
            }
            assertThat(Reductions.sum(x, 4, count, value -> (double) value * value))
                    .as("%d elements", count)
                    .isEqualTo(expected);
        }
    }

    @Test
    void sumOfNothing_isPlusZero() {
        assertThat(Float.floatToRawIntBits(Reductions.sum(new float[0], 0, 0))).isZero();
        assertThat(Float.floatToRawIntBits(Reductions.sum(new float[] {-0f}, 0, 1)))
                .isZero();
    }

    @Test
    void sumOfSquares_hasTheBitsOfTheGeneralSum() {
        for (int count : new int[] {0, 1, 15, 16, 17, 1_023, 1_024, 1_025, 1_039, 1_040, 2_048, 5_000}) {
            float[] x = random(count + 9, count);
            double expected = Reductions.sum(x, 4, count, value -> (double) value * value);
            assertThat(Reductions.sumOfSquares(x, 4, count))
                    .as("%d elements", count)
                    .isEqualTo(expected);
        }
    }

    @Test
    void sumOfSquares_ofTouchedRows_hasTheBitsOfTheWhole() {
        RandomStream random = RandomKey.of(8).stream();
        for (int width : new int[] {1, 3, 16, 100, 128, 700, 1500}) {
            int rows = 1 + 40_000 / width;
            float[] x = new float[rows * width];
            BitSet touched = new BitSet();
            for (int r = 0; r < rows; r++) {
                if (random.nextInt(30) == 0) {
                    touched.set(r);
                    System.arraycopy(random(width, r), 0, x, r * width, width);
                }
            }
            assertThat(Reductions.sumOfSquares(x, x.length, touched, width))
                    .as("width %d", width)
                    .isEqualTo(Reductions.sumOfSquares(x, 0, x.length));
        }
    }

    @Test
    void areFinite_findsOneBadElementAnywhere() {
        for (Kernels kernels : KernelsUnderTest.all()) {
            for (int count = 0; count <= 70; count++) {
                float[] x = random(count + 5, count);
                x[0] = Float.NaN;
                x[count + 4] = Float.NaN;
                assertThat(kernels.areFinite(x, 2, count)).isTrue();
                for (int i = 0; i < count; i++) {
                    float kept = x[2 + i];
                    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                        x[2 + i] = bad;
                        assertThat(kernels.areFinite(x, 2, count))
                                .as("%s, element %d of %d", bad, i, count)
                                .isFalse();
                    }
                    x[2 + i] = kept;
                }
            }
        }
    }
}
