package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Dropout;
import org.rnn4j.tensor.Tensor;

/**
 * Recurrent stacks of different kinds or sizes, each taking the outputs of the one before: a GRU above an LSTM, for
 * example. Each part has a state of its own.
 *
 * <p>Parameters and parts of the state have the names of their stack behind its number, as in {@code 0.weight_ih_l0}
 * and {@code 1.h_l0}. Like a stack, a chain never changes while it computes.
 */
public final class RecurrentChain implements Parameterized {
    private final List<Recurrent> parts;
    private final Dropout between;
    private final Parameters parameters;

    private RecurrentChain(List<Recurrent> parts, Dropout between) {
        this.parts = parts;
        this.between = between;
        Parameters.Builder named = Parameters.builder();
        for (int i = 0; i < parts.size(); i++) {
            named.add(Integer.toString(i), parts.get(i));
        }
        parameters = named.build();
    }

    /**
     * A chain of these stacks, the lowest first.
     *
     * @throws IllegalArgumentException if there is none, or if one does not take what the one before gives
     */
    public static RecurrentChain of(Recurrent... parts) {
        return of(List.of(parts));
    }

    /** A chain of these stacks, the lowest first. */
    public static RecurrentChain of(List<Recurrent> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("RecurrentChain: expected at least 1 stack, but got none");
        }
        for (int i = 1; i < parts.size(); i++) {
            int given = parts.get(i - 1).outputSize();
            if (parts.get(i).inputSize() != given) {
                throw new IllegalArgumentException("RecurrentChain: expected part " + i + " to take the " + given
                        + " outputs of the part before, but it takes "
                        + parts.get(i).inputSize());
            }
        }
        return new RecurrentChain(List.copyOf(parts), new Dropout(0));
    }

    /** The same with this dropout between the stacks. */
    public RecurrentChain withDropout(Dropout dropout) {
        return new RecurrentChain(parts, dropout);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /** The stacks, the lowest first. */
    public List<Recurrent> parts() {
        return parts;
    }

    /** The number of features that a step of the input has. */
    public int inputSize() {
        return parts.get(0).inputSize();
    }

    /** The number of features that a step of the output has. */
    public int outputSize() {
        return parts.get(parts.size() - 1).outputSize();
    }

    /** The widths of all parts of the state by name, for example {@code 0.h_l0}. */
    public Map<String, Integer> stateWidths() {
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int number = i;
            parts.get(i).stateWidths().forEach((name, width) -> widths.put(number + "." + name, width));
        }
        return widths;
    }

    /** The state of zeros for {@code batch} sequences. */
    public State zeroState(int batch) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        stateWidths().forEach((name, width) -> zeros.put(name, Tensor.zeros(batch, width)));
        return State.of(zeros);
    }

    /** Runs over a batch from the zero state. */
    public RecurrentOutput forward(Sequence input) {
        return run(input, (part, sequence) -> parts.get(part).forward(sequence));
    }

    /** Runs over a batch from a given state, for example the one that the previous chunk left. */
    public RecurrentOutput forward(Sequence input, State initial) {
        if (!initial.parts().keySet().equals(stateWidths().keySet())) {
            throw new IllegalArgumentException("RecurrentChain: expected a state of the parts "
                    + stateWidths().keySet() + ", but got " + initial.parts().keySet());
        }
        return run(input, (part, sequence) -> parts.get(part).forward(sequence, stateOf(initial, part)));
    }

    private State stateOf(State whole, int part) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        parts.get(part).stateWidths().keySet().forEach(name -> own.put(name, whole.part(part + "." + name)));
        return State.of(own);
    }

    private RecurrentOutput run(Sequence input, BiFunction<Integer, Sequence, RecurrentOutput> part) {
        Map<String, Var> finals = new LinkedHashMap<>();
        RecurrentOutput output = part.apply(0, input);
        for (int i = 0; ; i++) {
            String prefix = i + ".";
            output.finalState().parts().forEach((name, var) -> finals.put(prefix + name, var));
            if (i == parts.size() - 1) {
                return new RecurrentOutput(output.sequence(), output.finalOutput(), TapeState.of(finals));
            }
            output = part.apply(i + 1, between.forward(output.sequence()));
        }
    }

    /**
     * A stream for each stack, the lowest first; a step goes through all of them.
     *
     * @throws IllegalStateException if a stack is bidirectional
     */
    public List<Stream> streams(Context context, int batch) {
        List<Stream> streams = new ArrayList<>();
        try {
            for (Recurrent part : parts) {
                streams.add(part.stream(context, batch));
            }
        } catch (RuntimeException | Error failure) {
            streams.forEach(Stream::close);
            throw failure;
        }
        return streams;
    }
}
