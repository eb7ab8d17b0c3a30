package org.rnn4j.data.batch;

/** One class number per example. */
record LabelTargets(int[] labels) implements Targets<int[]> {
    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int[] collate(int[] indexes) {
        int[] chosen = new int[indexes.length];
        for (int b = 0; b < indexes.length; b++) {
            chosen[b] = labels[indexes[b]];
        }
        return chosen;
    }
}
