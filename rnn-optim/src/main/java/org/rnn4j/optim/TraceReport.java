package org.rnn4j.optim;

import java.util.List;
import org.rnn4j.recurrent.GateTrace;
import org.rnn4j.recurrent.GradientTrace;

/**
 * What a {@link TraceListener} saw in a recurrent stack.
 *
 * @param epoch after which epoch; 0 is before training
 * @param gates how saturated the gates were, by time step
 * @param gradients the norms of the gradients of the states, by time step
 */
public record TraceReport(int epoch, List<GateTrace> gates, List<GradientTrace> gradients) {
    /** Keeps unmodifiable copies of the lists. */
    public TraceReport {
        gates = List.copyOf(gates);
        gradients = List.copyOf(gradients);
    }
}
