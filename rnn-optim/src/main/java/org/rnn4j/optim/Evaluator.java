package org.rnn4j.optim;

import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/** An evaluation of the parameters as they are now, usually on validation data; see {@link Supervised#evaluator}. */
@FunctionalInterface
public interface Evaluator {
    /** The name of the mean loss among the figures. */
    String LOSS = "loss";

    /** Named figures, in the order in which they are to be shown; none of them NaN, which a {@link Trainer} refuses. */
    Map<String, Double> evaluate();

    /**
     * Copies of the weights that an evaluation now would judge, by name: what early stopping puts back if they turn out
     * to be the best. The values of these parameters, unless overridden by an evaluator that exchanges them for others,
     * as {@link AveragedWeights#evaluator} does.
     */
    default Map<String, Tensor> evaluated(Parameters parameters) {
        return parameters.snapshot();
    }
}
