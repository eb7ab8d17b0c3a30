package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.layer.DropoutMask;
import org.rnn4j.layer.Initializer;
import org.rnn4j.layer.Initializers;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * The options of a {@link Recurrent} stack. Without any: one layer, forward only, with biases, no dropout, and PyTorch's
 * initialization: every weight and bias uniform within plus and minus 1 / sqrt(hidden).
 */
public final class RecurrentBuilder {
    enum Kind {
        LSTM,
        GRU,
        RNN,
        CELL,
        UNROLLED
    }

    /** The largest H with 4 H x H values in one array. */
    private static final int MOST_HIDDEN = 23_170;

    private final Kind kind;
    private final int inputSize;
    private final int hiddenSize;
    private Cell.@Nullable Factory cellFactory;
    private UnrolledCell.@Nullable Factory unrolledFactory;
    private int layers = 1;
    private int directions = 1;
    private double dropout;
    private double inputDropout;
    private double recurrentDropout;
    private double weightDropout;
    private double weightNoise;
    private @Nullable Double zoneout;
    private final Map<String, Double> zoneoutByState = new LinkedHashMap<>();
    private boolean residual;
    private boolean biased = true;
    private boolean resetBefore;
    private boolean relu;
    private int projection;
    private @Nullable Float forgetBias;
    private @Nullable Initializer inputInitializer;
    private @Nullable Initializer recurrentInitializer;
    private @Nullable Initializer biasInitializer;

    RecurrentBuilder(Kind kind, int inputSize, int hiddenSize) {
        if (inputSize < 1 || hiddenSize < 1) {
            throw new IllegalArgumentException(
                    "Recurrent: sizes must be at least 1, but got input " + inputSize + ", hidden " + hiddenSize);
        }
        if (hiddenSize > MOST_HIDDEN) {
            throw new IllegalArgumentException("Recurrent: expected at most " + MOST_HIDDEN + " hidden values, whose"
                    + " weights just fit a Java array, but got " + hiddenSize);
        }
        this.kind = kind;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
    }

    RecurrentBuilder(Cell.Factory factory, int inputSize, int hiddenSize) {
        this(Kind.CELL, inputSize, hiddenSize);
        cellFactory = factory;
    }

    RecurrentBuilder(UnrolledCell.Factory factory, int inputSize, int hiddenSize) {
        this(Kind.UNROLLED, inputSize, hiddenSize);
        unrolledFactory = factory;
    }

    /** The number of layers; each takes the outputs of the one below. */
    public RecurrentBuilder layers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Recurrent: expected at least 1 layer, but got " + count);
        }
        layers = count;
        return this;
    }

    /** Runs every layer in both directions; outputs stand side by side. */
    public RecurrentBuilder bidirectional() {
        directions = 2;
        return this;
    }

    /** Dropout between layers, a new mask at every step. */
    public RecurrentBuilder dropout(double rate) {
        dropout = requireRate("dropout", rate);
        return this;
    }

    /** Dropout of the input with one mask for a whole sequence (Gal and Ghahramani 2016). */
    public RecurrentBuilder inputDropout(double rate) {
        inputDropout = requireRate("input dropout", rate);
        return this;
    }

    /**
     * Dropout of the hidden values where they enter the recurrent products, with one mask for a whole sequence (Gal and
     * Ghahramani 2016); the state itself is carried on whole.
     */
    public RecurrentBuilder recurrentDropout(double rate) {
        recurrentDropout = requireRate("recurrent dropout", rate);
        return this;
    }

    /**
     * Dropout of the recurrent weights, in training alone (DropConnect, as in the AWD-LSTM of Merity, Keskar and Socher
     * 2018): in every layer and direction the products with hidden values read {@code mask * weight}, with one mask for
     * a whole pass over the batch, each value 0 with probability {@code rate}, else {@code 1 / (1 - rate)}. The
     * parameter itself stays whole; its gradient is {@code mask * gradient}. Weights of inputs and of projections are
     * not dropped.
     *
     * @throws IllegalArgumentException if the rate is not in [0, 1), or the stack is of {@link UnrolledCell}s
     */
    public RecurrentBuilder weightDropout(double rate) {
        requireProducts("weightDropout", "drop weights in its step");
        weightDropout = requireRate("weight dropout", rate);
        return this;
    }

    /**
     * Gaussian noise on the weights, in training alone (Jim, Giles and Horne 1996; Graves 2011): in every layer and
     * direction all weight matrices, of inputs, of hidden values and of projections, are read as {@code weight +
     * deviation * gaussian}, with new noise for every pass over a batch. The parameter itself stays as it is; its
     * gradient is that of the noisy weight. Biases have no noise. Weight dropout applies to the noisy weights.
     *
     * @param deviation the standard deviation; 0.05 to 0.1 are usual where inputs and weights have a size of about 1
     * @throws IllegalArgumentException if the deviation is negative or not finite, or the stack is of {@link
     *     UnrolledCell}s
     */
    public RecurrentBuilder weightNoise(double deviation) {
        requireProducts("weightNoise", "add noise to weights in its step");
        if (!(deviation >= 0 && Float.isFinite((float) deviation))) {
            throw new IllegalArgumentException(
                    "Recurrent: weight noise: expected a standard deviation of at least 0, but got " + deviation);
        }
        weightNoise = deviation;
        return this;
    }

    private void requireProducts(String option, String instead) {
        if (kind == Kind.UNROLLED) {
            throw new IllegalArgumentException("Recurrent: the option " + option + " needs to know the products, but an"
                    + " UnrolledCell makes its own; write it as a Cell, or " + instead);
        }
    }

    /**
     * Zoneout of the hidden values (Krueger et al. 2017): in training every value of the output {@code h} keeps what it
     * was before the step with probability {@code rate}, each by itself at every step, so {@code h' = mask * h + (1 -
     * mask) * made}; at inference and in streams it is the mean of that, {@code h' = rate * h + (1 - rate) * made}. In
     * every layer and direction, of every kind of cell. What the cell makes of its other states in the same step is
     * not touched, as in the paper.
     *
     * @throws IllegalArgumentException if the rate is not in [0, 1)
     */
    public RecurrentBuilder zoneout(double rate) {
        zoneout = requireRate("zoneout", rate);
        return this;
    }

    /**
     * Zoneout of one state by its name, as {@link #zoneout(double)} does with the output: {@code zoneout("h",
     * 0.05).zoneout("c", 0.5)} are the rates of Krueger et al. (2017) for LSTM.
     *
     * @throws IllegalArgumentException if the rate is not in [0, 1)
     */
    public RecurrentBuilder zoneout(String state, double rate) {
        zoneoutByState.put(state, requireRate("zoneout of " + state, rate));
        return this;
    }

    private static double requireRate(String name, double rate) {
        DropoutMask.requireRate("Recurrent: " + name, rate);
        return rate;
    }

    /** Adds the input of every layer but the first to its output. */
    public RecurrentBuilder residual() {
        residual = true;
        return this;
    }

    /** Leaves out all biases. */
    public RecurrentBuilder withoutBias() {
        requireKind("withoutBias", Kind.LSTM, Kind.GRU, Kind.RNN);
        biased = false;
        return this;
    }

    /** LSTM only: projects the output to {@code size} values, fewer than the hidden ones. */
    public RecurrentBuilder projection(int size) {
        requireKind("projection", Kind.LSTM);
        if (size < 1 || size >= hiddenSize) {
            throw new IllegalArgumentException("Recurrent: a projection must have at least 1 and fewer than the "
                    + hiddenSize + " hidden values, but got " + size);
        }
        projection = size;
        return this;
    }

    /** LSTM only: lets the forget gate's bias start at {@code value}, 1 being usual (Jozefowicz et al. 2015). */
    public RecurrentBuilder forgetBias(double value) {
        requireKind("forgetBias", Kind.LSTM);
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException("Recurrent: the forget bias must be finite, but is " + value);
        }
        forgetBias = (float) value;
        return this;
    }

    /** GRU only: applies the reset gate before the product, as first published. */
    public RecurrentBuilder resetBefore() {
        requireKind("resetBefore", Kind.GRU);
        resetBefore = true;
        return this;
    }

    /** Vanilla only: relu in place of tanh. */
    public RecurrentBuilder relu() {
        requireKind("relu", Kind.RNN);
        relu = true;
        return this;
    }

    /** The initializer of the weights of inputs, applied to each gate by itself. */
    public RecurrentBuilder inputInitializer(Initializer initializer) {
        requireKind("inputInitializer", Kind.LSTM, Kind.GRU, Kind.RNN, Kind.CELL);
        inputInitializer = initializer;
        return this;
    }

    /** The initializer of the weights of hidden values, applied to each gate by itself. */
    public RecurrentBuilder recurrentInitializer(Initializer initializer) {
        requireKind("recurrentInitializer", Kind.LSTM, Kind.GRU, Kind.RNN, Kind.CELL);
        recurrentInitializer = initializer;
        return this;
    }

    /** The initializer of the biases. */
    public RecurrentBuilder biasInitializer(Initializer initializer) {
        requireKind("biasInitializer", Kind.LSTM, Kind.GRU, Kind.RNN, Kind.CELL);
        biasInitializer = initializer;
        return this;
    }

    private void requireKind(String option, Kind... kinds) {
        if (!List.of(kinds).contains(kind)) {
            throw new IllegalArgumentException("Recurrent: the option " + option + " exists for " + List.of(kinds)
                    + ", but this stack is " + kind);
        }
    }

    /**
     * Makes the stack; all initial values come from the key.
     *
     * @throws IllegalArgumentException if an option would have no effect, or names a state that the cell does not have
     */
    public Recurrent build(RandomKey key) {
        requireEffects();
        List<LayerRunner> runners = new ArrayList<>();
        int width = inputSize;
        for (int layer = 0; layer < layers; layer++) {
            LayerRunner runner = unrolledFactory != null
                    ? unrolledLayer(unrolledFactory, width, layer, key)
                    : cellLayer(width, layer, key);
            runners.add(runner);
            width = directions * runner.outputSize();
        }
        return new Recurrent(this, runners);
    }

    /** No option is ignored in silence. */
    private void requireEffects() {
        if (layers == 1 && dropout > 0) {
            throw new IllegalArgumentException("Recurrent: dropout acts between layers, but there is only 1; use"
                    + " inputDropout or recurrentDropout, or put a Dropout layer behind the stack");
        }
        if (layers == 1 && residual) {
            throw new IllegalArgumentException("Recurrent: residual connections join layers, but there is only 1");
        }
        if (!biased && (forgetBias != null || biasInitializer != null)) {
            throw new IllegalArgumentException("Recurrent: without biases there is none to start at a value; leave out"
                    + " withoutBias, or forgetBias and biasInitializer");
        }
    }

    private LayerRunner unrolledLayer(UnrolledCell.Factory factory, int width, int layer, RandomKey key) {
        List<UnrolledCell> cells = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            cells.add(factory.create(width, hiddenSize, key.child("cell" + Recurrent.suffix(layer, d))));
        }
        List<String> states = cells.get(0).states().stream()
                .map(UnrolledCell.StateShape::name)
                .toList();
        if (states.isEmpty()) {
            throw new IllegalArgumentException("UnrolledCell: a cell needs at least one state, its output");
        }
        return new UnrolledLayer(cells, Zoneout.of(states, zoneout, zoneoutByState));
    }

    private LayerRunner cellLayer(int width, int layer, RandomKey key) {
        Cell cell = cell(width);
        cell.requireComplete();
        if (cell.inputSize() != width) {
            throw new IllegalArgumentException("Recurrent: layer " + layer + " reads steps of " + width
                    + " features, but its " + cell.getClass().getSimpleName() + " was made for " + cell.inputSize()
                    + "; a factory passes on the sizes that it is given");
        }
        if (recurrentDropout > 0 && !cell.hasRecurrentProduct()) {
            throw new IllegalArgumentException("Recurrent: recurrent dropout has no effect on "
                    + cell.getClass().getSimpleName() + ", which declares no recurrent product");
        }
        if (weightDropout > 0 && !cell.hasRecurrentProduct()) {
            throw new IllegalArgumentException("Recurrent: weight dropout has no effect on "
                    + cell.getClass().getSimpleName() + ", which declares no recurrent product");
        }
        List<Parameters> byDirection = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            byDirection.add(parameters(cell, Recurrent.suffix(layer, d), key));
        }
        List<String> states = cell.states().stream().map(Slot::name).toList();
        return new CellLayer(
                cell,
                byDirection,
                new Regularization(weightNoise, weightDropout, Zoneout.of(states, zoneout, zoneoutByState)),
                layer);
    }

    private Cell cell(int width) {
        if (cellFactory != null) {
            return cellFactory.create(width, hiddenSize);
        }
        if (kind == Kind.LSTM) {
            return new LstmCell(width, hiddenSize, biased, projection, forgetBias);
        }
        if (kind == Kind.RNN) {
            return new RnnCell(width, hiddenSize, biased, relu);
        }
        return resetBefore ? new GruResetBeforeCell(width, hiddenSize, biased) : new GruCell(width, hiddenSize, biased);
    }

    private Parameters parameters(Cell cell, String suffix, RandomKey key) {
        Initializer standard = Initializers.uniform(1 / Math.sqrt(hiddenSize));
        Map<String, Parameter> made = new LinkedHashMap<>();
        for (String name : cell.parameterNames()) {
            RandomKey own = key.child(name + suffix);
            Cell.WeightSpec spec = cell.weights().get(name);
            Tensor values = spec != null
                    ? weight(spec, initializerOf(spec, standard), own)
                    : bias(cell, name, biasInitializer == null ? standard : biasInitializer, own);
            made.put(name, new Parameter(values));
        }
        Parameters.Builder named = Parameters.builder();
        made.forEach(named::add);
        return named.build();
    }

    private Initializer initializerOf(Cell.WeightSpec spec, Initializer standard) {
        Initializer own = spec.role == Cell.Role.INPUT ? inputInitializer : recurrentInitializer;
        return own == null ? standard : own;
    }

    private static Tensor weight(Cell.WeightSpec spec, Initializer initializer, RandomKey key) {
        Tensor weight = Tensor.zeros(spec.rows, spec.columns);
        int rows = spec.rows / spec.blocks;
        for (int block = 0; block < spec.blocks; block++) {
            Tensor part = initializer.checked(new int[] {rows, spec.columns}, key.child(block));
            System.arraycopy(part.values(), 0, weight.values(), block * rows * spec.columns, part.count());
        }
        return weight;
    }

    private static Tensor bias(Cell cell, String name, Initializer initializer, RandomKey key) {
        int size = java.util.Objects.requireNonNull(cell.biases().get(name));
        Tensor bias = initializer.checked(new int[] {size}, key);
        for (Cell.BiasStart start : cell.biasStarts()) {
            if (start.bias().equals(name)) {
                java.util.Arrays.fill(bias.values(), start.from(), start.from() + start.count(), start.value());
            }
        }
        return bias;
    }

    int inputSize() {
        return inputSize;
    }

    int directions() {
        return directions;
    }

    boolean isResidual() {
        return residual;
    }

    double dropoutRate() {
        return dropout;
    }

    double inputDropoutRate() {
        return inputDropout;
    }

    double recurrentDropoutRate() {
        return recurrentDropout;
    }
}
