/**
 * Search for good hyper-parameters: a {@link org.rnn4j.optim.search.SearchSpace} says what may vary, a {@link
 * org.rnn4j.optim.search.Strategy} which trials are made, a {@link org.rnn4j.optim.search.Pruning} which of them end
 * early; {@link org.rnn4j.optim.search.Search} runs them in parallel. The same key gives the same trials and the same
 * table for any number of threads, and for a search that was interrupted and resumed.
 */
@NullMarked
package org.rnn4j.optim.search;

import org.jspecify.annotations.NullMarked;
