package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HistogramBucketsTest {
    /** The lower and the upper limit of the only bucket with a value, when there is one value. */
    private static double[] bucketOf(float value) {
        HistogramBuckets buckets = HistogramBuckets.of("one", new float[] {value});
        for (int i = 0; i < buckets.counts().length; i++) {
            if (buckets.counts()[i] == 1) {
                return new double[] {buckets.limits()[i - 1], buckets.limits()[i]};
            }
        }
        throw new AssertionError("no bucket has one value");
    }

    @Test
    void bucketsOfOneValue_areTheOneAroundItAndEmptyOnes() {
        HistogramBuckets buckets = HistogramBuckets.of("one", new float[] {1});
        assertThat(buckets.counts()).containsExactly(0, 1, 0);
        assertThat(buckets.limits()[2]).isEqualTo(Double.MAX_VALUE);
        assertThat(buckets.limits()[1]).isCloseTo(buckets.limits()[0] * 1.1, Offset.offset(1e-12));
    }

    @Test
    void zeros_areAboveTheLimitZero() {
        assertThat(bucketOf(0f)).containsExactly(0, 1e-12);
        assertThat(bucketOf(-0f)).containsExactly(0, 1e-12);
    }

    @Test
    void limits_growByATenthAndMirror() {
        for (float value : new float[] {1e-11f, 3e-4f, 0.7f, 1, 25, 1e19f}) {
            double[] above = bucketOf(value);
            double[] below = bucketOf(-value);
            assertThat(above[0]).isLessThanOrEqualTo(value);
            assertThat(above[1]).isGreaterThan(value).isEqualTo(above[0] * 1.1);
            assertThat(below).containsExactly(-above[1], -above[0]);
        }
    }

    @Test
    void extremeFloats_haveABucket() {
        assertThat(bucketOf(Float.MAX_VALUE)[1]).isEqualTo(Double.MAX_VALUE);
        assertThat(bucketOf(Float.MIN_VALUE)).containsExactly(0, 1e-12);
        HistogramBuckets lowest = HistogramBuckets.of("lowest", new float[] {-Float.MAX_VALUE});
        assertThat(lowest.counts()).containsExactly(0, 1, 0);
        assertThat(lowest.limits()[0]).isEqualTo(-Double.MAX_VALUE);
    }

    @Test
    void moments_areThoseOfTheValues() {
        HistogramBuckets buckets = HistogramBuckets.of("some", new float[] {-1.5f, 2, 0.25f});
        assertThat(new double[] {buckets.min(), buckets.max(), buckets.number(), buckets.sum(), buckets.sumOfSquares()})
                .containsExactly(-1.5, 2, 3, 0.75, 6.3125);
    }

    @Test
    void noValues_areOneEmptyBucket() {
        HistogramBuckets buckets = HistogramBuckets.of("none", new float[0]);
        assertThat(buckets.counts()).containsExactly(0);
        assertThat(new double[] {buckets.min(), buckets.max(), buckets.number()})
                .containsExactly(0, 0, 0);
    }

    @Test
    void valueThatIsNotFinite_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistogramBuckets.of("encoder.bias", new float[] {1, Float.NaN}))
                .withMessage("TensorBoardEvents: expected finite values for the histogram of encoder.bias, but value 1 "
                        + "is NaN; clip the gradients or lower the learning rate");
    }
}
