package org.rnn4j.optim;

/** An update with a weight decay, which a {@link Group} may set for some of the parameters. */
public interface WeightDecaying extends Rule {
    /** The strength of the decay. */
    double weightDecay();

    /** The same with this weight decay, finite and at least 0. */
    WeightDecaying withWeightDecay(double newWeightDecay);
}
