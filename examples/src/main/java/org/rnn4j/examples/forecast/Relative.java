package org.rnn4j.examples.forecast;

import org.rnn4j.data.series.WindowBatch;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * A batch of windows as the network sees it: the target as its difference from the anchor, in units of the usual change or
 * of the window's own spread.
 */
final class Relative {
    /** The smallest unit of a window, in usual changes: a window may be flat. */
    private static final double SMALLEST = 0.1;

    private final Sizes sizes;
    private final WindowBatch batch;
    private final Tensor past;
    private final double[] units;

    Relative(Sizes sizes, WindowBatch batch) {
        this.sizes = sizes;
        this.batch = batch;
        past = batch.past().values();
        units = new double[batch.batch()];
        for (int b = 0; b < units.length; b++) {
            units[b] = sizes.windowUnit() ? Math.max(SMALLEST * sizes.change(), spread(b)) : sizes.change();
        }
    }

    /** The standard deviation of a window's target. */
    private double spread(int b) {
        double sum = 0;
        double squares = 0;
        for (int t = 0; t < sizes.past(); t++) {
            double difference = (double) target(t, b) - last(b);
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / sizes.past();
        return Math.sqrt(Math.max(0, squares / sizes.past() - mean * mean));
    }

    /** The features of a past step: the observed columns, and how the target moved since the season before. */
    static int pastFeatures(Sizes sizes) {
        return sizes.observed() + (sizes.seesSeason() ? 1 : 0);
    }

    /** The features of a step to predict: its place in the horizon, the known columns, the target a season before. */
    static int futureFeatures(Sizes sizes) {
        return 1 + sizes.known() + (sizes.seesSeason() ? 1 : 0);
    }

    private float target(int t, int b) {
        return past.get(t, b, 0);
    }

    private float last(int b) {
        return target(sizes.past() - 1, b);
    }

    /** What past values are counted from. */
    private float level(int b) {
        return sizes.anchor() == Anchor.MEAN ? 0f : last(b);
    }

    /** The step of the past that lies a whole number of seasons before a step to predict. */
    private int seasonBefore(int h) {
        return sizes.past() - sizes.season() + (sizes.gap() + h) % sizes.season();
    }

    private float anchor(int h, int b) {
        return switch (sizes.anchor()) {
            case MEAN -> 0f;
            case LAST -> last(b);
            case SEASON -> target(seasonBefore(h), b);
            case SEASON_AND_LAST -> target(seasonBefore(h), b) + last(b) - target(sizes.past() - 1 - sizes.season(), b);
        };
    }

    /** The anchors {@code [horizon, batch, quantiles]}, the same for every quantile. */
    Tensor anchors() {
        int quantiles = sizes.quantiles().length;
        Tensor anchors = Tensor.zeros(sizes.horizon(), batch.batch(), quantiles);
        for (int h = 0; h < sizes.horizon(); h++) {
            for (int b = 0; b < batch.batch(); b++) {
                for (int q = 0; q < quantiles; q++) {
                    anchors.set(anchor(h, b), h, b, q);
                }
            }
        }
        return anchors;
    }

    /** The unit of each window {@code [horizon, batch, quantiles]}, the same for every step and quantile. */
    Tensor units() {
        int quantiles = sizes.quantiles().length;
        Tensor all = Tensor.zeros(sizes.horizon(), batch.batch(), quantiles);
        for (int i = 0; i < all.count(); i++) {
            all.values()[i] = (float) units[i / quantiles % units.length];
        }
        return all;
    }

    /** What was seen, {@code [past, batch, pastFeatures]}. */
    SeriesBatch past() {
        Tensor seen = Tensor.zeros(sizes.past(), batch.batch(), pastFeatures(sizes));
        for (int t = 0; t < sizes.past(); t++) {
            for (int b = 0; b < batch.batch(); b++) {
                seen.set(inUnits(target(t, b) - level(b), b), t, b, 0);
                for (int c = 1; c < sizes.observed(); c++) {
                    seen.set(past.get(t, b, c), t, b, c);
                }
                if (sizes.seesSeason() && t >= sizes.season()) {
                    float moved = target(t, b) - target(t - sizes.season(), b);
                    seen.set(inUnits(moved, b), t, b, sizes.observed());
                }
            }
        }
        return SeriesBatch.full(seen);
    }

    /** What is known of the steps to predict, {@code [horizon, batch, futureFeatures]}. */
    SeriesBatch future() {
        Tensor known = batch.known().values();
        Tensor future = Tensor.zeros(sizes.horizon(), batch.batch(), futureFeatures(sizes));
        for (int h = 0; h < sizes.horizon(); h++) {
            for (int b = 0; b < batch.batch(); b++) {
                future.set((h + 1f) / sizes.horizon(), h, b, 0);
                for (int c = 0; c < sizes.known(); c++) {
                    future.set(known.get(h, b, c), h, b, 1 + c);
                }
                if (sizes.seesSeason()) {
                    future.set(inUnits(target(seasonBefore(h), b) - level(b), b), h, b, 1 + sizes.known());
                }
            }
        }
        return SeriesBatch.full(future);
    }

    private float inUnits(float difference, int b) {
        return (float) (difference / units[b]);
    }
}
