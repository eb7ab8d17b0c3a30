package org.rnn4j.optim.search;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** Which trials a search makes, in waves: what a wave consists of depends on the results of those before it alone. */
public sealed interface Strategy permits RandomSearch, GridSearch, SuccessiveHalving {
    /**
     * The trials of a wave.
     *
     * @param wave its number, from 0
     * @param previous the results of the wave before it; none for the first
     * @return the trials; none when the search is over
     */
    List<Trial> wave(SearchSpace space, Goal goal, RandomKey key, int wave, List<TrialResult> previous);
}
