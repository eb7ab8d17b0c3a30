package org.rnn4j.autograd;

import java.util.List;
import java.util.OptionalInt;

/**
 * The first value on a tape that is NaN or infinite, and where it arose; see {@link Tape#reportAnomalies}.
 *
 * @param phase what the tape was doing
 * @param layer where the parameters of the operation are: what their names have in common before the last dot, for
 *     example {@code encoder}; empty for an operation without parameters
 * @param operation the operation, for example {@code Recurrent.forward} or {@code Var.log}
 * @param quantity what is not finite: {@code output}, a slot of a cell with its layer such as {@code gates_l0}, an input
 *     or a parameter; in {@link Phase#BACKWARD} it is the gradient of this that is not finite
 * @param step the time step, where there is one
 * @param sequence the number of the sequence in the batch, where there is one: for a value of rank 2 the row
 * @param feature the number of the value in its row; for a parameter, in all of it
 * @param value the value
 * @param parameters the parameters of the operation that hold values which are not finite, by name
 */
public record Anomaly(
        Phase phase,
        String layer,
        String operation,
        String quantity,
        OptionalInt step,
        OptionalInt sequence,
        OptionalInt feature,
        float value,
        List<String> parameters) {
    /** What a tape does. */
    public enum Phase {
        /** Takes a value in. */
        INPUT,

        /** Computes values. */
        FORWARD,

        /** Computes gradients. */
        BACKWARD
    }

    /** Copies the list. */
    public Anomaly {
        parameters = List.copyOf(parameters);
    }

    /** One sentence that says it all. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(phase == Phase.BACKWARD ? "the gradient of " : "").append(quantity);
        step.ifPresent(number -> text.append(" at step ").append(number));
        sequence.ifPresent(number -> text.append(" of sequence ").append(number));
        feature.ifPresent(number -> text.append(", value ").append(number).append(','));
        text.append(" is ").append(value);
        text.append(" (").append(operation);
        text.append(layer.isEmpty() ? "" : ", layer " + layer).append(')');
        if (!parameters.isEmpty()) {
            text.append("; not finite are values of the parameters ").append(parameters);
        }
        return text.toString();
    }
}
