package org.rnn4j.optim;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;

/** The gradients of one step: of one loss, or accumulated from several. */
interface StepGradients {
    /** The live gradient of a parameter, or null. */
    float @Nullable [] of(Parameter parameter);

    /** The rows outside of which it is 0, or null if any row may have one. */
    @Nullable
    BitSet rowsOf(Parameter parameter);

    /** The gradients of one loss. */
    static StepGradients of(Gradients gradients) {
        return new StepGradients() {
            @Override
            public float @Nullable [] of(Parameter parameter) {
                return gradients.of(parameter);
            }

            @Override
            public @Nullable BitSet rowsOf(Parameter parameter) {
                return gradients.rowsOf(parameter);
            }
        };
    }
}
