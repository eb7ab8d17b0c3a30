package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;

/**
 * Between which values a schedule moves the momentum.
 *
 * @param lowest the lowest, in [0, 1)
 * @param highest the highest, in [0, 1), at least the lowest
 */
public record MomentumRange(double lowest, double highest) {
    /** Checks the ranges. */
    public MomentumRange {
        Require.fraction("MomentumRange", "the lowest momentum", lowest);
        Require.fraction("MomentumRange", "the highest momentum", highest);
        Require.that(
                lowest <= highest, "MomentumRange", "the highest momentum", "at least the lowest, " + lowest, highest);
    }
}
