package org.rnn4j.recurrent;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;

/**
 * What a recurrent stack gives for a batch.
 *
 * @param sequence the outputs of the top layer at every step, {@code [time, batch, outputSize]}; the backward direction
 *     stands beside the forward one
 * @param finalOutput the output after the whole sequence, {@code [batch, outputSize]}: the forward direction at the last
 *     valid step beside the backward direction at step 0; 0 for a sequence of length 0, which has no output
 * @param finalState the states of all layers and directions after the whole sequence
 */
public record RecurrentOutput(Sequence sequence, Var finalOutput, TapeState finalState) {}
