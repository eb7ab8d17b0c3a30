package org.rnn4j.optim;

import java.util.Map;

/** An evaluation of the parameters as they are now, usually on validation data; see {@link Supervised#evaluator}. */
@FunctionalInterface
public interface Evaluator {
    /** The name of the mean loss among the figures. */
    String LOSS = "loss";

    /** Named figures, in the order in which they are to be shown. */
    Map<String, Double> evaluate();
}
