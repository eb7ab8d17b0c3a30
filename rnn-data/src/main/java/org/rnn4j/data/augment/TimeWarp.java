package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Lets time run faster here and slower there: the series is cut into equal parts, each part is passed at a random speed, and
 * what lies between two steps is put on the straight line between them. Beginning, end and length stay. Usually keeps the
 * label: where the pace does not count.
 *
 * @param parts how many parts have a speed of their own, at least 2
 * @param ratio how many times faster than the slowest part the fastest can be, more than 1
 */
public record TimeWarp(int parts, double ratio) implements SeriesAugmentation {
    /** Checks the numbers. */
    public TimeWarp {
        if (parts < 2 || !(ratio > 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "TimeWarp: expected at least 2 parts and a ratio of more than 1, but got " + parts + " and "
                            + ratio);
        }
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        if (series.length < 2) {
            return Steps.copy(series);
        }
        double[] clock = clock(key.stream());
        int last = series.length - 1;
        float[][] changed = new float[series.length][];
        for (int t = 0; t <= last; t++) {
            changed[t] = at(series, Steps.between(clock, (double) t / last) * last);
        }
        return changed;
    }

    /** Where each part begins in the series, from 0 to 1. */
    private double[] clock(RandomStream random) {
        double[] clock = new double[parts + 1];
        for (int p = 1; p <= parts; p++) {
            clock[p] = clock[p - 1] + 1 + (ratio - 1) * random.nextDouble();
        }
        double whole = clock[parts];
        for (int p = 1; p <= parts; p++) {
            clock[p] = p == parts ? 1 : clock[p] / whole;
        }
        return clock;
    }

    private static float[] at(float[][] series, double place) {
        int before = Math.min((int) place, series.length - 2);
        double part = place - before;
        float[] step = new float[series[before].length];
        for (int i = 0; i < step.length; i++) {
            float left = series[before][i];
            float right = series[before + 1][i];
            boolean onOne = part == 0 || part == 1; // a missing neighbour does not matter then
            step[i] = onOne ? (part == 0 ? left : right) : (float) (left + part * ((double) right - left));
        }
        return step;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
