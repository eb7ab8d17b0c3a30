package org.rnn4j.optim;

/**
 * What a training run is going to do.
 *
 * @param epochs the largest number of epochs
 * @param stepsPerEpoch the number of steps in an epoch
 * @param examplesPerEpoch the number of training examples in an epoch
 */
public record TrainingPlan(int epochs, long stepsPerEpoch, long examplesPerEpoch) {}
