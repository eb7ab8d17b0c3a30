package org.rnn4j.examples.text;

/**
 * How long a classifier is trained.
 *
 * @param count at most so many passes over the texts,
 * @param leastSteps or more where the texts are so few that this takes more to make so many steps; 0 for never
 * @param patience passes without a better validation accuracy before training stops
 */
public record Epochs(int count, int leastSteps, int patience) {
    /** The most passes where a pass has so many steps. */
    public int most(long stepsPerEpoch) {
        return (int) Math.max(count, (leastSteps + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /** The same with at most so many passes, however few the texts. */
    public Epochs withCount(int newCount) {
        return new Epochs(newCount, 0, patience);
    }
}
