package org.rnn4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch brought.
 *
 * @param epoch the number of the epoch, from 1
 * @param steps the number of steps taken since training began
 * @param training figures over the epoch's batches: the mean {@code loss} over examples, the objective's own figures,
 *     and the means over steps of what the optimizer's rules reported, such as {@code gradient_norm}; of
 *     {@code skipped_steps} the last
 * @param validation the evaluator's figures at its last evaluation in or after the epoch; empty if there was none
 * @param examples the number of training examples
 * @param seconds the time of reading batches, forward, backward and updates, without evaluation and
 *     checkpoints
 */
public record EpochReport(
        int epoch,
        long steps,
        Map<String, Double> training,
        Map<String, Double> validation,
        long examples,
        double seconds) {
    /** Keeps unmodifiable copies of the maps in their order. */
    public EpochReport {
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    /** The mean training loss over the epoch's examples, while the parameters moved and with dropout on; NaN if there is none. */
    public double trainingLoss() {
        return training.getOrDefault(Evaluator.LOSS, Double.NaN);
    }

    /** Training examples per second, without evaluation. */
    public double examplesPerSecond() {
        return examples / seconds;
    }
}
