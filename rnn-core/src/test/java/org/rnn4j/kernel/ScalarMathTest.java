package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScalarMathTest {
    private static final int POINTS = 10_000_000;

    private interface FloatFunction {
        float of(float x);
    }

    /** Tracks how far a function strays from its exact value and from monotony, both in ulp. */
    private static final class Deviation {
        final FloatFunction function;
        final DoubleUnaryOperator exact;
        final boolean odd;
        long points;
        double worst;
        float worstAt;
        double worstFall;
        float worstFallAt;
        float asymmetricAt = Float.NaN;

        Deviation(FloatFunction function, DoubleUnaryOperator exact, boolean odd) {
            this.function = function;
            this.exact = exact;
            this.odd = odd;
        }

        void add(float[] block) {
            for (float x : block) {
                points++;
                float y = function.of(x);
                if (Float.isNaN(x)) {
                    assertThat(y).isNaN();
                    continue;
                }
                double error = ulps(y, exact.applyAsDouble(x));
                if (!(error <= worst)) {
                    worst = error;
                    worstAt = x;
                }
                float next = function.of(Math.nextUp(x));
                double fall = next < y ? ulps(next, y) : 0;
                if (fall > worstFall) {
                    worstFall = fall;
                    worstFallAt = x;
                }
                if (odd && Float.floatToIntBits(function.of(-x)) != Float.floatToIntBits(-y)) {
                    asymmetricAt = x;
                }
            }
        }

        private static double ulps(float y, double exact) {
            double limit = 0x1p128;
            double wanted = Math.max(-limit, Math.min(limit, exact));
            double got = Float.isInfinite(y) ? Math.copySign(limit, y) : y;
            double largest = Math.min(Math.abs(wanted), Float.MAX_VALUE);
            return Math.abs(got - wanted) / Math.ulp((float) largest);
        }

        void assertWithin(String name, double limit) {
            System.out.printf(
                    java.util.Locale.ROOT,
                    "%s: %,d points, at most %.3f ulp off (at %s)%n",
                    name,
                    points,
                    worst,
                    worstAt);
            assertThat(worst).as("%s at %s, in ulp", name, worstAt).isLessThanOrEqualTo(limit);
            assertThat(worstFall)
                    .as("%s falls at %s, in ulp", name, worstFallAt)
                    .isLessThanOrEqualTo(1);
            assertThat(asymmetricAt).as("%s is not odd at", name).isNaN();
        }
    }

    private static Deviation exp() {
        return new Deviation(ScalarMath::exp, StrictMath::exp, false);
    }

    private static Deviation tanh() {
        return new Deviation(ScalarMath::tanh, StrictMath::tanh, true);
    }

    private static Deviation sigmoid() {
        return new Deviation(ScalarMath::sigmoid, ScalarMathTest::exactSigmoid, false);
    }

    private static double exactSigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    @Test
    void exp_overAllExponents_isWithinOneAndAHalfUlp() {
        Deviation deviation = exp();
        FloatPoints.sample(POINTS, 1, deviation::add);
        deviation.assertWithin("exp", 1.5);
    }

    @Test
    void tanh_overAllExponents_isWithinThreeUlpAndOdd() {
        Deviation deviation = tanh();
        FloatPoints.sample(POINTS, 2, deviation::add);
        deviation.assertWithin("tanh", 3);
    }

    @Test
    void sigmoid_overAllExponents_isWithinThreeUlp() {
        Deviation deviation = sigmoid();
        FloatPoints.sample(POINTS, 3, deviation::add);
        deviation.assertWithin("sigmoid", 3);
    }

    @Test
    @Tag("nightly")
    void allThree_overEveryFloat_areWithinTheirLimits() {
        Deviation exp = exp();
        Deviation tanh = tanh();
        Deviation sigmoid = sigmoid();
        FloatPoints.all(block -> {
            exp.add(block);
            tanh.add(block);
            sigmoid.add(block);
        });
        exp.assertWithin("exp", 1.5);
        tanh.assertWithin("tanh", 3);
        sigmoid.assertWithin("sigmoid", 3);
    }

    @Test
    void tanh_whereItReachesOne_doesNotFallByMoreThanOneUlp() {
        float before = ScalarMath.tanh(8f);
        for (float x = 8f; x < 10f; x = Math.nextUp(x)) {
            float y = ScalarMath.tanh(x);
            assertThat(y)
                    .as("tanh(%s)", x)
                    .isGreaterThanOrEqualTo(Math.nextDown(before))
                    .isLessThanOrEqualTo(1f);
            before = y;
        }
        assertThat(before).isEqualTo(1f);
    }

    @Test
    void specialArguments_giveExactResults() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(ScalarMath.exp(0f)).isEqualTo(1f);
        assertThat(ScalarMath.exp(-0f)).isEqualTo(1f);
        assertThat(ScalarMath.exp(infinity)).isEqualTo(infinity);
        assertThat(ScalarMath.exp(-infinity)).isEqualTo(0f);
        assertThat(Float.floatToIntBits(ScalarMath.tanh(0f))).isZero();
        assertThat(Float.floatToIntBits(ScalarMath.tanh(-0f))).isEqualTo(Float.floatToIntBits(-0f));
        assertThat(ScalarMath.tanh(infinity)).isEqualTo(1f);
        assertThat(ScalarMath.tanh(-infinity)).isEqualTo(-1f);
        assertThat(ScalarMath.sigmoid(0f)).isEqualTo(0.5f);
        assertThat(ScalarMath.sigmoid(-0f)).isEqualTo(0.5f);
        assertThat(ScalarMath.sigmoid(infinity)).isEqualTo(1f);
        assertThat(ScalarMath.sigmoid(-infinity)).isEqualTo(0f);
        assertThat(ScalarMath.exp(Float.NaN)).isNaN();
        assertThat(ScalarMath.tanh(Float.NaN)).isNaN();
        assertThat(ScalarMath.sigmoid(Float.NaN)).isNaN();
    }
}
