package org.rnn4j.layer;

import java.util.Arrays;
import org.rnn4j.autograd.Var;

/** The check that an input has as many features as a layer expects. */
final class Widths {
    private Widths() {}

    static void require(String layer, int expected, Var input) {
        if (input.rank() == 0 || input.size(-1) != expected) {
            throw new IllegalArgumentException(layer + ": expected an input with " + expected
                    + " features on the last axis, but got the shape " + Arrays.toString(input.shape()));
        }
    }
}
