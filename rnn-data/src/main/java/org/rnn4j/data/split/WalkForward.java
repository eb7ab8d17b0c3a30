package org.rnn4j.data.split;

import java.util.ArrayList;
import java.util.List;

/**
 * Walk-forward evaluation: the rows of a time series are passed in order, and each fold is tested on rows behind all those
 * it may learn from. Immutable.
 */
public final class WalkForward {
    private WalkForward() {}

    /**
     * One fold: rows {@code trainFrom} to {@code trainTo - 1} to learn from, {@code testFrom} to {@code testTo - 1} to be
     * tested on.
     */
    public record Fold(int trainFrom, int trainTo, int testFrom, int testTo) {
        /** Checks that both parts have rows and the test comes last. */
        public Fold {
            if (trainFrom < 0 || trainTo <= trainFrom || testFrom < trainTo || testTo <= testFrom) {
                throw new IllegalArgumentException("WalkForward: expected training rows and test rows behind them, but"
                        + " got " + trainFrom + " to " + trainTo + " and " + testFrom + " to " + testTo);
            }
        }

        /** The number of training rows. */
        public int trainRows() {
            return trainTo - trainFrom;
        }
    }

    /**
     * Folds that learn from all rows before their test rows. The rows from {@code firstTest} on are divided into {@code
     * folds} parts of equal size, the earlier ones larger by one row where it does not divide.
     *
     * @param rows the number of rows of the series
     * @param firstTest the first row to be tested on
     * @param folds the number of folds
     * @param gap rows left out between training and test
     */
    public static List<Fold> expanding(int rows, int firstTest, int folds, int gap) {
        return folds(rows, firstTest, folds, gap, Integer.MAX_VALUE);
    }

    /** The same, but each fold learns from at most the last {@code window} rows before the gap. */
    public static List<Fold> sliding(int rows, int firstTest, int folds, int gap, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("WalkForward: expected a window of at least 1 row, but got " + window);
        }
        return folds(rows, firstTest, folds, gap, window);
    }

    private static List<Fold> folds(int rows, int firstTest, int folds, int gap, int window) {
        if (gap < 0 || firstTest - gap < 1 || folds < 1 || rows - firstTest < folds) {
            throw new IllegalArgumentException("WalkForward: expected a row to learn from before the gap and a row to"
                    + " test in every fold, but got " + rows + " rows, the first test row " + firstTest + ", " + folds
                    + " folds and a gap of " + gap);
        }
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int from = edge(rows, firstTest, folds, fold);
            int trainTo = from - gap;
            all.add(new Fold(Math.max(0, trainTo - window), trainTo, from, edge(rows, firstTest, folds, fold + 1)));
        }
        return List.copyOf(all);
    }

    private static int edge(int rows, int firstTest, int folds, int fold) {
        int size = (rows - firstTest) / folds;
        int larger = (rows - firstTest) % folds;
        return firstTest + fold * size + Math.min(fold, larger);
    }
}
