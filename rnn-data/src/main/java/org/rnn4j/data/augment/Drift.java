package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Adds a slow drift, a curve of its own for each feature, as a sensor that warms up has it: a random walk over some points
 * with straight lines between, which begins at 0 and whose largest distance from 0 is {@code largest}. Usually keeps the
 * label: where the level does not count.
 *
 * @param largest how far the drift goes, in the units of the values: scale the features before
 * @param points at how many points it can turn, at least 1; fewer means slower
 */
public record Drift(double largest, int points) implements SeriesAugmentation {
    /** Checks the numbers. */
    public Drift {
        Steps.requirePositive("Drift", "largest distance", largest);
        if (points < 1) {
            throw new IllegalArgumentException("Drift: expected at least 1 point, but got " + points);
        }
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        float[][] changed = Steps.copy(series);
        for (int i = 0; i < Steps.features(series); i++) {
            double[] curve = curve(key.child(i).stream());
            for (int t = 0; t < changed.length; t++) {
                double part = changed.length == 1 ? 0 : (double) t / (changed.length - 1);
                changed[t][i] = (float) (changed[t][i] + Steps.between(curve, part));
            }
        }
        return changed;
    }

    private double[] curve(RandomStream random) {
        double[] curve = new double[points + 1];
        double farthest = 0;
        for (int p = 1; p < curve.length; p++) {
            curve[p] = curve[p - 1] + random.nextGaussian();
            farthest = Math.max(farthest, Math.abs(curve[p]));
        }
        for (int p = 0; p < curve.length; p++) {
            curve[p] *= farthest == 0 ? 0 : largest / farthest;
        }
        return curve;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
