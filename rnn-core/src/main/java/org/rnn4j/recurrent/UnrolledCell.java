package org.rnn4j.recurrent;

import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.RandomKey;

/**
 * One step of a recurrent layer written on differentiable values, with attention or anything else inside. It gets the
 * same lengths, direction, stacking, dropout, state and streaming as a {@link Cell}, but every step records its
 * operations, so it is slower. Must not hold values between steps.
 */
public interface UnrolledCell extends Parameterized {
    /** Makes a cell for given sizes; a stack makes one for each layer and direction. */
    @FunctionalInterface
    interface Factory {
        /** A cell for {@code inputSize} features and {@code hiddenSize} hidden values, initialized from the key. */
        UnrolledCell create(int inputSize, int hiddenSize, RandomKey key);
    }

    /** The states; the first is the output. */
    List<StateShape> states();

    /**
     * A state of an unrolled cell.
     *
     * @param name its name, such as {@code h}
     * @param width the number of values per sequence
     */
    record StateShape(String name, int width) {
        /** Checks that the width is at least 1. */
        public StateShape {
            if (width < 1) {
                throw new IllegalArgumentException(
                        "UnrolledCell: the width of " + name + " must be at least 1, but is " + width);
            }
        }
    }

    /**
     * One step for all sequences that are alive.
     *
     * @param tape the tape of this pass
     * @param input [rows, inputSize]
     * @param previous the states before the step
     * @return the states after the step by name, each [rows, width]
     */
    Map<String, Var> step(Tape tape, Var input, PreviousStates previous);

    /** The states before a step. */
    interface PreviousStates {
        /** A state as it is carried, [rows, width]. */
        Var get(String name);

        /** A state as it should enter products: with recurrent dropout applied, if there is any. */
        Var forProducts(String name);
    }
}
