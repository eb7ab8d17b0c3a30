package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/**
 * Changes a series a little, for training only. The result is a function of series and key alone, and has as many features
 * as the series; only {@link RandomCrop} changes the number of steps. A missing value (NaN) stays one, unless
 * {@link PointDropout} replaces its step or {@link TimeWarp} mixes it with its neighbours. Implementations are
 * immutable and thread-safe.
 */
public interface SeriesAugmentation {
    /**
     * The changed series, in arrays of its own.
     *
     * @param series the values {@code [time][feature]}, which are left alone
     * @param key where all choices come from
     */
    float[][] augment(float[][] series, RandomKey key);

    /** What this does to the label of a series. */
    LabelEffect labelEffect();

    /** One of these by chance for each series, all equally likely; it affects the label as the worst of them. */
    static SeriesAugmentation oneOf(SeriesAugmentation... choices) {
        return new OneSeriesOf(List.of(choices));
    }

    /** All of these, one after the other; they affect the label as the worst of them. */
    static SeriesAugmentation chain(SeriesAugmentation... steps) {
        return new SeriesChain(List.of(steps));
    }

    /** The same for only a share of the series, in [0, 1]; the others stay as they are. */
    default SeriesAugmentation withChance(double chance) {
        return new SometimesSeries(this, chance);
    }
}
