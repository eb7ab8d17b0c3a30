package org.rnn4j.recurrent;

/**
 * What training does to the weights and states of a layer; {@link RecurrentBuilder} says how.
 *
 * @param weightNoise the standard deviation of noise on all weight matrices
 * @param weightDropout the rate of dropout of recurrent weights
 * @param zoneout the rates of zoneout
 */
record Regularization(double weightNoise, double weightDropout, Zoneout zoneout) {
    /** Everything stays as it is. */
    static final Regularization NONE = new Regularization(0, 0, Zoneout.NONE);
}
