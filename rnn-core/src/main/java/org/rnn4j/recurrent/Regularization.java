package org.rnn4j.recurrent;

/**
 * What training does to the weights and states of a layer; {@link RecurrentBuilder} says how.
 *
 * @param weightDropout the rate of dropout of recurrent weights
 * @param zoneout the rates of zoneout
 */
record Regularization(double weightDropout, Zoneout zoneout) {}
