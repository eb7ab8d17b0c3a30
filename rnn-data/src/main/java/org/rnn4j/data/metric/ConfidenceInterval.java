package org.rnn4j.data.metric;

/**
 * A figure and how far chance could have moved it.
 *
 * @param figure the figure of the examples as they are
 * @param low the lower end
 * @param high the upper end
 * @param confidence how often such an interval holds the true figure, about, for example 0.95
 */
public record ConfidenceInterval(double figure, double low, double high, double confidence) {}
