package org.rnn4j.optim.schedule;

import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls by a factor at each milestone, as PyTorch's {@code MultiStepLR}: factor = gamma^n, where n is the number of
 * milestones that are at most s.
 *
 * @param milestones the steps from which the lower rate applies, ascending, each at least 0
 * @param gamma what each fall multiplies by, in (0, 1]
 */
public record MultiStepDecay(List<Long> milestones, double gamma) implements Schedule {
    /** Checks the ranges and keeps a copy of the list. */
    public MultiStepDecay {
        milestones = List.copyOf(milestones);
        Require.shrinking("MultiStepDecay", "gamma", gamma);
        long last = -1;
        for (long milestone : milestones) {
            Require.that(milestone > last, "MultiStepDecay", "the milestones", "ascending from 0 on", milestones);
            last = milestone;
        }
    }

    @Override
    public double factor(long step) {
        long passed = milestones.stream().filter(milestone -> milestone <= step).count();
        return StrictMath.pow(gamma, passed);
    }
}
