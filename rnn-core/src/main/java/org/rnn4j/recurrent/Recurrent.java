package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Dropout;
import org.rnn4j.tensor.Tensor;

/**
 * A stack of recurrent layers over batches of sequences of any lengths.
 *
 * <p>Padding never changes a result and costs nothing; nobody has to sort. Parameter names, shapes and gate orders are
 * those of PyTorch's state dict ({@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0},
 * {@code weight_hr_l0}, with {@code _reverse} for the backward direction). Nothing in a stack changes while it computes:
 * one stack serves any number of threads, each with its own tape or stream.
 */
public final class Recurrent implements Parameterized {
    private final List<LayerRunner> layers;
    private final int inputSize;
    private final int directions;
    private final boolean residual;
    private final double recurrentDropout;
    private final Dropout betweenLayers;
    private final Dropout onInput;
    private final Parameters parameters;

    Recurrent(RecurrentBuilder builder, List<LayerRunner> layers) {
        this.layers = List.copyOf(layers);
        inputSize = builder.inputSize();
        directions = builder.directions();
        residual = builder.isResidual();
        recurrentDropout = builder.recurrentDropoutRate();
        betweenLayers = new Dropout(builder.dropoutRate());
        onInput = Dropout.locked(builder.inputDropoutRate());
        Parameters.Builder named = Parameters.builder();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int d = 0; d < directions; d++) {
                String suffix = suffix(layer, d);
                layers.get(layer).parameters(d).forEach((name, parameter) -> named.add(name + suffix, parameter));
            }
        }
        parameters = named.build();
    }

    /** Long short-term memory; see {@link RecurrentBuilder} for all options. */
    public static RecurrentBuilder lstm(int inputSize, int hiddenSize) {
        return new RecurrentBuilder(RecurrentBuilder.Kind.LSTM, inputSize, hiddenSize);
    }

    /** Gated recurrent unit, reset after the product unless {@link RecurrentBuilder#resetBefore} is called. */
    public static RecurrentBuilder gru(int inputSize, int hiddenSize) {
        return new RecurrentBuilder(RecurrentBuilder.Kind.GRU, inputSize, hiddenSize);
    }

    /** The vanilla recurrent network with tanh, or with {@link RecurrentBuilder#relu}. */
    public static RecurrentBuilder rnn(int inputSize, int hiddenSize) {
        return new RecurrentBuilder(RecurrentBuilder.Kind.RNN, inputSize, hiddenSize);
    }

    /** A stack of cells of your own. */
    public static RecurrentBuilder of(Cell.Factory factory, int inputSize, int hiddenSize) {
        return new RecurrentBuilder(factory, inputSize, hiddenSize);
    }

    /** A stack of steps of your own written on differentiable values; slower than cells. */
    public static RecurrentBuilder unrolled(UnrolledCell.Factory factory, int inputSize, int hiddenSize) {
        return new RecurrentBuilder(factory, inputSize, hiddenSize);
    }

    static String suffix(int layer, int direction) {
        return "_l" + layer + (direction == 1 ? "_reverse" : "");
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /** The number of features that a step of the input has. */
    public int inputSize() {
        return inputSize;
    }

    /** The number of features that a step of the output has, both directions together. */
    public int outputSize() {
        return directions * topLayer().outputSize();
    }

    /** The number of layers. */
    public int layers() {
        return layers.size();
    }

    /** Whether the layers run in both directions. */
    public boolean isBidirectional() {
        return directions == 2;
    }

    private LayerRunner topLayer() {
        return layers.get(layers.size() - 1);
    }

    /** The widths of all parts of the state by name, for example {@code h_l0}. */
    public Map<String, Integer> stateWidths() {
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int d = 0; d < directions; d++) {
                String suffix = suffix(layer, d);
                layers.get(layer).stateWidths().forEach((name, width) -> widths.put(name + suffix, width));
            }
        }
        return widths;
    }

    /** The state of zeros for {@code batch} sequences. */
    public State zeroState(int batch) {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        stateWidths().forEach((name, width) -> parts.put(name, Tensor.zeros(batch, width)));
        return State.of(parts);
    }

    /** Runs over a batch from the zero state. */
    public RecurrentOutput forward(Sequence input) {
        return run(input, Map.of());
    }

    /**
     * Runs over a batch from a given state, for example the one that the previous chunk left. In a bidirectional stack
     * the backward direction starts from its part at the last step, so that a chunk's final state is no start for the next.
     */
    public RecurrentOutput forward(Sequence input, State initial) {
        Map<String, Var> vars = new LinkedHashMap<>();
        requireState(initial.parts().keySet());
        initial.parts().forEach((name, tensor) -> vars.put(name, input.tape().constant(tensor)));
        return run(input, vars);
    }

    /** Runs over a batch from a given state on the same tape; its gradient is computed too. */
    public RecurrentOutput forward(Sequence input, TapeState initial) {
        requireState(initial.parts().keySet());
        return run(input, initial.parts());
    }

    private void requireState(java.util.Set<String> names) {
        if (!names.equals(stateWidths().keySet())) {
            throw new IllegalArgumentException(
                    this + ": expected a state of the parts " + stateWidths().keySet() + ", but got " + names);
        }
    }

    private RecurrentOutput run(Sequence input, Map<String, Var> initial) {
        if (input.features() != inputSize) {
            throw new IllegalArgumentException(this + ": expected steps of " + inputSize + " features, but got "
                    + input.values() + " as [time, batch, feature]");
        }
        if (input.batch() == 0) {
            throw new IllegalArgumentException(this + ": expected at least 1 sequence, but the batch is empty");
        }
        RecurrentTrace trace = (RecurrentTrace) input.tape().attached(this);
        if (trace != null) {
            trace.begin(input.time());
        }
        Map<String, Var> finals = new LinkedHashMap<>();
        Sequence current = onInput.forward(input);
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layer > 0) {
                current = betweenLayers.forward(current);
            }
            LayerRunner.Result result = layers.get(layer)
                    .run(
                            current,
                            initialOf(layer, initial, input.batch()),
                            recurrentDropout,
                            trace == null ? null : new LayerTrace(trace, layer));
            for (int d = 0; d < directions; d++) {
                int state = 0;
                for (String name : layers.get(layer).stateWidths().keySet()) {
                    finals.put(name + suffix(layer, d), result.finals().get(d)[state++]);
                }
            }
            Var values = residual && layer > 0 ? result.outputs().plus(current.values()) : result.outputs();
            current = new Sequence(values, input.lengths());
        }
        Sequence sequence = directions == 2 ? current.markBidirectional() : current;
        Var finalOutput = FinalRows.of(input.tape(), current, directions);
        return new RecurrentOutput(sequence, finalOutput, TapeState.of(finals));
    }

    private @Nullable Var[][] initialOf(int layer, Map<String, Var> initial, int batch) {
        Map<String, Integer> widths = layers.get(layer).stateWidths();
        @Nullable Var[][] states = new Var[directions][widths.size()];
        for (int d = 0; d < directions; d++) {
            int i = 0;
            for (Map.Entry<String, Integer> state : widths.entrySet()) {
                String name = state.getKey() + suffix(layer, d);
                Var var = initial.get(name);
                if (var != null && (var.rank() != 2 || var.size(0) != batch || var.size(1) != state.getValue())) {
                    throw new IllegalArgumentException(this + ": expected state " + name + " as [" + batch + ", "
                            + state.getValue() + "], but got " + var);
                }
                states[d][i++] = var;
            }
        }
        return states;
    }

    /**
     * A stream: the stack going step by step for {@code batch} sequences at a time, with a state of its own and the same
     * bits as a whole sequence on an inference tape.
     *
     * @throws IllegalStateException if the stack is bidirectional, since the future is not known
     */
    public Stream stream(Context context, int batch) {
        if (directions == 2) {
            throw new IllegalStateException(
                    "Recurrent.stream: a bidirectional stack cannot stream, because its backward"
                            + " direction starts at the end; use forward on whole sequences");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("Recurrent.stream: expected at least 1 sequence, but got " + batch);
        }
        List<StreamRunner> runners = new ArrayList<>();
        for (LayerRunner layer : layers) {
            runners.add(layer.stream(context, batch));
        }
        return new Stream(this, runners, batch, residual);
    }

    List<LayerRunner> runners() {
        return layers;
    }

    /** Makes a tape-less check that a state fits {@code batch} sequences. */
    void requireFit(State state, int batch) {
        requireState(state.parts().keySet());
        stateWidths().forEach((name, width) -> {
            Tensor part = state.part(name);
            if (part.size(0) != batch || part.size(1) != width) {
                throw new IllegalArgumentException(
                        this + ": expected state " + name + " as [" + batch + ", " + width + "], but got " + part);
            }
            for (float value : part.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            this + ": expected a finite state, but " + name + " holds " + value);
                }
            }
        });
    }

    @Override
    public String toString() {
        return "Recurrent(" + inputSize() + " -> " + outputSize()
                + (layers() == 1 ? "" : ", " + layers() + " layers")
                + (isBidirectional() ? ", both directions)" : ")");
    }
}
