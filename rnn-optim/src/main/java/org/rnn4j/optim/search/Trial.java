package org.rnn4j.optim.search;

import org.rnn4j.tensor.RandomKey;

/**
 * One trial to run.
 *
 * @param number its number, from 0
 * @param budget how much it may take, such as epochs, in the unit of the {@link Strategy}
 * @param settings its hyper-parameters
 * @param key its own key, the same for every budget
 */
public record Trial(int number, long budget, Settings settings, RandomKey key) {}
