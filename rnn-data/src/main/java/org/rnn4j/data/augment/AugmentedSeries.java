package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/**
 * Series that are changed anew in each epoch, as the inputs of batches:
 *
 * <pre>{@code
 * var inputs = new AugmentedSeries(series, new Jitter(0.05), key.child("augmentation"));
 * var batches = Batches.of(inputs, Targets.labels(labels), 32).shuffled(key.child("order"));
 * }</pre>
 *
 * <p>Series i in epoch e is changed by {@code key.child(e).child(i)}: a function of the two numbers alone, so that training
 * resumes exactly. Batches sort by the lengths of the series as they were. For training only.
 */
public final class AugmentedSeries implements Inputs<SeriesBatch> {
    private final List<float[][]> series;
    private final SeriesAugmentation augmentation;
    private final RandomKey key;

    /**
     * Series and what happens to them.
     *
     * @param series the values {@code [time][feature]} of each series, kept and not copied
     * @param augmentation how they are changed
     * @param key where all choices come from
     */
    public AugmentedSeries(List<float[][]> series, SeriesAugmentation augmentation, RandomKey key) {
        this.series = List.copyOf(series);
        this.augmentation = augmentation;
        this.key = key;
    }

    @Override
    public int count() {
        return series.size();
    }

    @Override
    public int length(int index) {
        return series.get(index).length;
    }

    /** These series as they are in the first epoch. */
    @Override
    public SeriesBatch collate(int[] indexes) {
        return collate(0, indexes);
    }

    @Override
    public SeriesBatch collate(long epoch, int[] indexes) {
        List<float[][]> changed = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            changed.add(augmentation.augment(series.get(index), key.child(epoch).child(index)));
        }
        int[] all = new int[indexes.length];
        Arrays.setAll(all, i -> i);
        return Inputs.series(changed).collate(all);
    }
}
