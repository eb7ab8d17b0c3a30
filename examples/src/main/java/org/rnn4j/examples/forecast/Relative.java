package org.rnn4j.examples.forecast;

import org.rnn4j.data.series.WindowBatch;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * A batch of windows as the network sees it: the target as its difference from the anchor, in units of the usual change.
 */
final class Relative {
    private final Sizes sizes;
    private final WindowBatch batch;
    private final Tensor past;

    Relative(Sizes sizes, WindowBatch batch) {
        this.sizes = sizes;
        this.batch = batch;
        past = batch.past().values();
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

    /** What was seen, {@code [past, batch, pastFeatures]}. */
    SeriesBatch past() {
        Tensor seen = Tensor.zeros(sizes.past(), batch.batch(), pastFeatures(sizes));
        for (int t = 0; t < sizes.past(); t++) {
            for (int b = 0; b < batch.batch(); b++) {
                seen.set(inChanges(target(t, b) - level(b)), t, b, 0);
                for (int c = 1; c < sizes.observed(); c++) {
                    seen.set(past.get(t, b, c), t, b, c);
                }
                if (sizes.seesSeason() && t >= sizes.season()) {
                    float moved = target(t, b) - target(t - sizes.season(), b);
                    seen.set(inChanges(moved), t, b, sizes.observed());
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
                    future.set(inChanges(target(seasonBefore(h), b) - level(b)), h, b, 1 + sizes.known());
                }
            }
        }
        return SeriesBatch.full(future);
    }

    private float inChanges(float difference) {
        return (float) (difference / sizes.change());
    }
}
