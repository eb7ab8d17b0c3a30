package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;

/**
 * Looks into a recurrent stack while it runs on a tape: how saturated its gates are, and how much gradient reaches its
 * states at each time step. It changes no result.
 *
 * <pre>{@code
 * RecurrentTrace trace = RecurrentTrace.on(tape, encoder);
 * Var loss = ...;                               // runs the encoder once
 * Gradients gradients = tape.gradients(loss);
 * List<GateTrace> gates = trace.gates();
 * List<GradientTrace> norms = trace.gradients(gradients);
 * }</pre>
 */
public final class RecurrentTrace {
    private final List<GateTrace> gates = new ArrayList<>();
    private final Map<Gradients, Map<String, double[]>> captured = new IdentityHashMap<>();
    private final Map<String, Var[]> unrolled = new LinkedHashMap<>();
    private final List<String> states;
    private int steps = -1;

    private RecurrentTrace(Recurrent stack) {
        states = List.copyOf(stack.stateWidths().keySet());
    }

    /**
     * Looks at what a stack does on this tape from now on; the stack may run once.
     *
     * @throws IllegalStateException when the stack runs a second time
     */
    public static RecurrentTrace on(Tape tape, Recurrent stack) {
        RecurrentTrace trace = new RecurrentTrace(stack);
        tape.attach(stack, trace);
        return trace;
    }

    void begin(int newSteps) {
        if (steps >= 0) {
            throw new IllegalStateException(
                    "RecurrentTrace: the stack runs a second time on its tape, and a trace holds"
                            + " one run; use a tape for each");
        }
        steps = newSteps;
    }

    int steps() {
        if (steps < 0) {
            throw new IllegalStateException("RecurrentTrace: the stack has not run on the tape; call on(tape, stack)"
                    + " before the forward pass, with the stack that runs in it");
        }
        return steps;
    }

    void add(GateTrace gate) {
        gates.add(gate);
    }

    /** Takes the norms of a state by step, from a backward pass. */
    void add(Gradients gradients, String state, double[] norms) {
        captured.computeIfAbsent(gradients, pass -> new LinkedHashMap<>()).put(state, norms);
    }

    /** Takes the values of a state after one step. */
    void add(String state, int step, Var value) {
        unrolled.computeIfAbsent(state, name -> new Var[steps()])[step] = value;
    }

    /**
     * The gates of all layers and directions, in the order of computation; none for cells that declare none, such as
     * ReLU and an {@link UnrolledCell}.
     *
     * @throws IllegalStateException if the stack has not run yet
     */
    public List<GateTrace> gates() {
        steps();
        return List.copyOf(gates);
    }

    /**
     * The norms of the gradients of all states, in the order of {@link Recurrent#stateWidths}; 0 where the loss does not
     * depend on a state, and where no backward runs because nothing that it depends on is trained ({@link
     * Tape#trainOnly}). On a closed tape it throws, so take them before.
     *
     * @param gradients what the tape's {@code gradients(loss)} gave after the stack ran
     */
    public List<GradientTrace> gradients(Gradients gradients) {
        Map<String, double[]> known = captured.getOrDefault(gradients, Map.of());
        List<GradientTrace> traces = new ArrayList<>();
        for (String state : states) {
            Var[] values = unrolled.get(state);
            double[] norms = values == null ? known.getOrDefault(state, new double[steps()]) : norms(gradients, values);
            traces.add(new GradientTrace(state, norms));
        }
        return traces;
    }

    private static double[] norms(Gradients gradients, Var[] values) {
        double[] norms = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            if (values[t] != null && gradients.has(values[t])) {
                norms[t] = norm(gradients.of(values[t]), 0, values[t].count());
            }
        }
        return norms;
    }

    /** The L2 norm of {@code count} values, in double. */
    static double norm(float[] values, int at, int count) {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}
