package org.rnn4j.optim;

import java.util.Map;

/**
 * What one training step brought.
 *
 * @param epoch the number of the epoch, from 1
 * @param step the number of the step within the epoch, from 1
 * @param loss the loss of the batch before the update
 * @param items how many items it is the mean of, its weight in the loss of the epoch
 * @param examples the number of examples in the batch
 * @param figures what the optimizer's rules reported, such as {@code gradient_norm}
 */
public record StepReport(int epoch, long step, double loss, long items, long examples, Map<String, Double> figures) {}
