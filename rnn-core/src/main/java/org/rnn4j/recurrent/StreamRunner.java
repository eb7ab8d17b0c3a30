package org.rnn4j.recurrent;

import java.util.Map;
import org.rnn4j.tensor.Tensor;

/** One layer that goes step by step, keeping its state. */
interface StreamRunner extends AutoCloseable {
    /**
     * One step: reads [batch, inputs], leaves [batch, outputs] in {@link #output}. The state stays what it was until
     * {@link #commit}, so a step that fails has not happened.
     */
    void step(float[] input);

    /** Goes on to the state that the last step made. */
    void commit();

    /** The outputs of the last step [batch, outputs], at the start of the array. */
    float[] output();

    /** Copies of the states by name, [batch, width]. */
    Map<String, Tensor> states();

    /** Sets the states by name. */
    void setStates(Map<String, Tensor> states);

    @Override
    void close();
}
