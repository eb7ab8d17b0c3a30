package org.rnn4j.optim;

import java.util.BitSet;
import java.util.List;

/**
 * The arithmetic that {@link Adam}, {@link AdamW} and {@link LazyAdam} share; their Javadoc states it. With {@code kept} 1 the values are
 * not scaled, with {@code penalty} 0 the gradient is left as it is.
 */
record AdamStep(double rate, double beta1, double beta2, double epsilon, double kept, double penalty, boolean amsgrad) {
    private static final String MEAN = "exp_avg";
    private static final String SQUARE = "exp_avg_sq";
    private static final String LARGEST = "max_exp_avg_sq";

    static void check(String owner, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        Require.notNegative(owner, "the rate", rate);
        Require.fraction(owner, "beta1", beta1);
        Require.fraction(owner, "beta2", beta2);
        Require.epsilon(owner, epsilon);
        Require.notNegative(owner, "the weight decay", weightDecay);
    }

    static List<String> stateNames(boolean amsgrad) {
        return amsgrad ? List.of(MEAN, SQUARE, LARGEST) : List.of(MEAN, SQUARE);
    }

    void update(Slot slot) {
        double n = slot.update(); // exact up to 2^53
        float step = (float) (-rate / (1 - StrictMath.pow(beta1, n)));
        float scale = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, n)));
        float[] g = slot.gradient();
        float[] m = slot.state(MEAN);
        float[] v = slot.state(SQUARE);
        int count = slot.count();
        if (amsgrad) {
            float[] w = slot.state(LARGEST);
            slot.parameter().update(p -> withLargest(p, g, m, v, w, count, step, scale));
        } else {
            slot.parameter().update(p -> plain(p, g, m, v, 0, count, step, scale));
        }
    }

    /** Updates runs of touched rows only; not with AMSGrad. */
    void updateRows(Slot slot, BitSet rows) {
        double n = slot.update();
        float step = (float) (-rate / (1 - StrictMath.pow(beta1, n)));
        float scale = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, n)));
        float[] g = slot.gradient();
        float[] m = slot.state(MEAN);
        float[] v = slot.state(SQUARE);
        int width = slot.count() / slot.parameter().size(0);
        slot.parameter().update(p -> {
            for (int from = rows.nextSetBit(0); from >= 0; ) {
                int to = rows.nextClearBit(from);
                plain(p, g, m, v, from * width, to * width, step, scale);
                from = rows.nextSetBit(to);
            }
        });
    }

    // One index and plain arrays: the form that the compiler turns into vector code by itself.
    private void plain(float[] p, float[] g, float[] m, float[] v, int from, int to, float step, float scale) {
        float keep = (float) kept;
        float decay = (float) penalty;
        float newMean = (float) (1 - beta1);
        float oldSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            float square = Math.fma(oldSquare, v[i], newSquare * d * d);
            m[i] = mean;
            v[i] = square;
            p[i] = Math.fma(step, mean / Math.fma((float) Math.sqrt(square), scale, small), keep * p[i]);
        }
    }

    private void withLargest(
            float[] p, float[] g, float[] m, float[] v, float[] w, int count, float step, float scale) {
        float keep = (float) kept;
        float decay = (float) penalty;
        float newMean = (float) (1 - beta1);
        float oldSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            float square = Math.fma(oldSquare, v[i], newSquare * d * d);
            float largest = Math.max(w[i], square);
            m[i] = mean;
            v[i] = square;
            w[i] = largest;
            p[i] = Math.fma(step, mean / Math.fma((float) Math.sqrt(largest), scale, small), keep * p[i]);
        }
    }
}
