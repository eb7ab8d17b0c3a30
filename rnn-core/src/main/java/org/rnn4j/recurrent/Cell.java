package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recurrent layer, declared as a short list of stages over rows: products with weights, and pointwise
 * parts with their backward.
 *
 * <p>A subclass declares weights, slots, states and stages in its constructor; the runner gives it everything else:
 * time, direction, lengths, batches, initial state, masks, gradients of all products, threads, streaming. A cell holds
 * no values and is used by many threads at once, each with a {@link Step} of its own. docs/add-a-cell.md walks through
 * an example.
 *
 * <p>In a step the stages run in declared order; in backward the other way round. The first state is the output.
 */
public abstract class Cell {
    /** What a weight multiplies; decides its initializer. */
    enum Role {
        INPUT,
        RECURRENT
    }

    /** A declared weight matrix {@code [rows, columns]}, initialized in {@code blocks} of equal rows. */
    static final class WeightSpec {
        final String name;
        final int rows;
        final int columns;
        final int blocks;
        Role role = Role.INPUT;

        WeightSpec(String name, int rows, int columns, int blocks) {
            this.name = name;
            this.rows = rows;
            this.columns = columns;
            this.blocks = blocks;
        }
    }

    /** A part of a bias that opens the chain of some columns of a slot. */
    record Start(Slot slot, int column, String bias, int from, int count) {}

    /** Entries of a bias that start at a value of their own. */
    record BiasStart(String bias, int from, int count, float value) {}

    /** Columns of a slot that hold a gate after the step. */
    record Gate(String name, Slot slot, int column, int width, GateRange range) {}

    /** One stage of a step. */
    sealed interface Stage permits Product, Pointwise {}

    /**
     * {@code to[:, column ...] += from W[rowFrom ... rowTo - 1]^T}; {@code masked} if the recurrent mask applies.
     */
    record Product(String weight, int rowFrom, int rowTo, Slot from, Slot to, int column, boolean masked)
            implements Stage {}

    /** A pointwise stage. */
    record Pointwise(Part forward, Part backward) implements Stage {}

    /** The forward or backward of a pointwise stage. */
    @FunctionalInterface
    protected interface Part {
        /** Computes all rows of the step. */
        void run(Step step);
    }

    private final int inputSize;
    private final int hiddenSize;
    private final Map<String, WeightSpec> weights = new LinkedHashMap<>();
    private final Map<String, Integer> biases = new LinkedHashMap<>();
    private final List<BiasStart> biasStarts = new ArrayList<>();
    private final List<String> parameterNames = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<StateSlot> states = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private String inputWeight = "";
    private Slot inputSlot = new Slot("none", -1, 1);

    /** A cell for inputs and hidden values of these sizes. */
    protected Cell(int inputSize, int hiddenSize) {
        if (inputSize < 1 || hiddenSize < 1) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": sizes must be at least 1, but got input "
                    + inputSize + ", hidden " + hiddenSize);
        }
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
    }

    /** Makes a cell for given sizes; a stack makes one for each layer, shared by its directions. */
    @FunctionalInterface
    public interface Factory {
        /** A cell for inputs of {@code inputSize} features and {@code hiddenSize} hidden values. */
        Cell create(int inputSize, int hiddenSize);
    }

    /** The number of input features. */
    public final int inputSize() {
        return inputSize;
    }

    /** The number of hidden values, as asked for; the output may be narrower if the cell projects. */
    public final int hiddenSize() {
        return hiddenSize;
    }

    /** The number of outputs: the width of the first state. */
    public final int outputSize() {
        return output().width();
    }

    /** Declares a state; the first one is the output. States start at 0 unless the caller gives them. */
    protected final StateSlot state(String name, int width) {
        for (StateSlot other : states) {
            if (other.name().equals(name)) {
                throw new IllegalArgumentException(label() + ": the state " + name + " is declared twice");
            }
        }
        StateSlot state = new StateSlot(name, slots.size(), width);
        slots.add(state);
        states.add(state);
        return state;
    }

    /** Declares a slot: values of one step that stages pass on or keep for backward. */
    protected final Slot slot(String name, int width) {
        Slot slot = new Slot(name, slots.size(), width);
        slots.add(slot);
        return slot;
    }

    /** Declares a weight matrix {@code [rows, columns]}, initialized in {@code blocks} parts of equal rows (gates). */
    protected final void weight(String name, int rows, int columns, int blocks) {
        requireNew(name);
        if (rows < 1 || columns < 1 || blocks < 1 || rows % blocks != 0) {
            throw new IllegalArgumentException(label() + ": weight " + name + " [" + rows + ", " + columns + "] in "
                    + blocks + " blocks: sizes must be at least 1 and rows divisible by blocks");
        }
        weights.put(name, new WeightSpec(name, rows, columns, blocks));
    }

    /** Declares a bias vector. */
    protected final void bias(String name, int size) {
        requireNew(name);
        if (size < 1) {
            throw new IllegalArgumentException(
                    label() + ": the size of bias " + name + " must be at least 1, but is " + size);
        }
        biases.put(name, size);
    }

    private void requireNew(String name) {
        if (parameterNames.contains(name)) {
            throw new IllegalArgumentException(label() + ": the parameter " + name + " is declared twice");
        }
        parameterNames.add(name);
    }

    /**
     * Declares that columns {@code column} to {@code column + count - 1} of a slot start at part of a bias; several such
     * parts are added in declared order before anything else.
     */
    protected final void start(Slot slot, int column, String bias, int from, int count) {
        requireOwn(slot);
        Integer size = biases.get(bias);
        if (size == null || from < 0 || from + count > size || column < 0 || column + count > slot.width()) {
            throw new IllegalArgumentException(label() + ": start of " + slot.name() + " from column " + column
                    + " with " + count + " values of bias " + bias + " from " + from + " does not fit");
        }
        starts.add(new Start(slot, column, bias, from, count));
    }

    /** Declares the product with the input: {@code to += x W^T}, made before the stages of a step, perhaps for all steps at once. */
    protected final void input(String weight, Slot to) {
        requireOwn(to);
        WeightSpec spec = requireWeight(weight, to.width(), inputSize);
        if (!inputWeight.isEmpty() || to instanceof StateSlot) {
            throw new IllegalArgumentException(
                    label() + ": a cell has one product with the input, and its target is a slot that is no state");
        }
        spec.role = Role.INPUT;
        inputWeight = weight;
        inputSlot = to;
    }

    /**
     * Declares {@code to[:, column ...] += from W^T} with rows {@code rowFrom} to {@code rowTo - 1} of a weight. From a
     * state it takes the value before the step; recurrent dropout applies to {@code from}, weight dropout to W.
     */
    protected final void recurrent(String weight, int rowFrom, int rowTo, Slot from, Slot to, int column) {
        requireWeight(weight, -1, from.width()).role = Role.RECURRENT;
        addProduct(weight, rowFrom, rowTo, from, to, column, true);
    }

    /**
     * Declares {@code to += from W^T} with a whole weight; recurrent dropout applies to {@code from}, weight dropout to
     * W.
     */
    protected final void recurrent(String weight, Slot from, Slot to) {
        recurrent(weight, 0, to.width(), from, to, 0);
    }

    /**
     * Declares {@code to += from W^T} with a whole weight, without recurrent or weight dropout: a projection. From
     * a state it takes the value before the step.
     */
    protected final void product(String weight, Slot from, Slot to) {
        requireWeight(weight, to.width(), from.width()).role = Role.RECURRENT;
        addProduct(weight, 0, to.width(), from, to, 0, false);
    }

    private void addProduct(String weight, int rowFrom, int rowTo, Slot from, Slot to, int column, boolean masked) {
        requireOwn(from);
        requireOwn(to);
        WeightSpec spec = requireWeight(weight, -1, from.width());
        boolean fits = rowFrom >= 0
                && rowFrom < rowTo
                && rowTo <= spec.rows
                && column >= 0
                && column + rowTo - rowFrom <= to.width();
        if (!fits) {
            throw new IllegalArgumentException(label() + ": rows " + rowFrom + " to " + rowTo + " of " + weight
                    + " do not fit " + to.name() + " from column " + column);
        }
        stages.add(new Product(weight, rowFrom, rowTo, from, to, column, masked));
    }

    private void requireOwn(Slot slot) {
        if (slot.index() >= slots.size() || slots.get(slot.index()) != slot) {
            throw new IllegalArgumentException(label() + ": the slot " + slot.name() + " belongs to another cell");
        }
    }

    private WeightSpec requireWeight(String name, int rows, int columns) {
        WeightSpec spec = weights.get(name);
        if (spec == null) {
            throw new IllegalArgumentException(label() + ": no weight " + name + " is declared");
        }
        if (spec.columns != columns || (rows >= 0 && spec.rows != rows)) {
            throw new IllegalArgumentException(label() + ": weight " + name + " is [" + spec.rows + ", " + spec.columns
                    + "], but its use needs [" + (rows < 0 ? "any" : rows) + ", " + columns + "]");
        }
        return spec;
    }

    /**
     * Declares a pointwise stage.
     *
     * <p>Forward reads and writes slots and the new values of states, and may overwrite what a product left in a slot.
     * Backward sees all values as forward left them. It reads the gradients of what forward wrote, writes the gradients
     * of what forward read in slots, and adds to the gradients of the previous states. Gradients of slots that a
     * product reads from hold what that product contributed.
     *
     * <p>A slot that a product reads keeps its values until the end of the step: the weight's gradient is made of them
     * later.
     */
    protected final void pointwise(Part forward, Part backward) {
        stages.add(new Pointwise(forward, backward));
    }

    /**
     * Declares that columns {@code column} to {@code column + width - 1} of a slot, or of a state after the step, are a
     * gate, for {@link RecurrentTrace} and for reports of values that are not finite; it changes nothing else.
     *
     * @param name a short name, such as i or forget, unlike that of the cell's other gates
     */
    protected final void gate(String name, Slot slot, int column, int width, GateRange range) {
        requireOwn(slot);
        boolean known = gates.stream().anyMatch(gate -> gate.name().equals(name));
        if (known || name.isEmpty() || column < 0 || width < 1 || column + width > slot.width()) {
            throw new IllegalArgumentException(label() + ": gate " + name + " from column " + column + " with " + width
                    + " values of " + slot.name() + " does not fit, or the name is used twice");
        }
        gates.add(new Gate(name, slot, column, width, range));
    }

    /** Lets a bias start at a value other than the bias initializer's: {@code count} entries from {@code from} on. */
    protected final void biasStart(String bias, int from, int count, float value) {
        Integer size = biases.get(bias);
        if (size == null || from < 0 || count < 1 || from + count > size || !Float.isFinite(value)) {
            throw new IllegalArgumentException(label() + ": " + count + " entries of bias " + bias + " from " + from
                    + " cannot start at " + value + "; the biases are " + biases);
        }
        biasStarts.add(new BiasStart(bias, from, count, value));
    }

    private String label() {
        return getClass().getSimpleName();
    }

    /** Throws unless the declarations make a cell. */
    final void requireComplete() {
        if (states.isEmpty()) {
            throw new IllegalStateException(label() + ": a cell needs at least one state, its output");
        }
        if (inputWeight.isEmpty()) {
            throw new IllegalStateException(label() + ": a cell needs a product with the input; call input(...)");
        }
        boolean writesOutput =
                stages.stream().anyMatch(stage -> !(stage instanceof Product product) || product.to() == output());
        if (!writesOutput) {
            throw new IllegalStateException(label() + ": no stage writes the output " + output().name()
                    + "; a cell needs a pointwise stage, or a product into its first state");
        }
        Set<String> used = new HashSet<>(Set.of(inputWeight));
        for (Stage stage : stages) {
            if (stage instanceof Product product) {
                used.add(product.weight());
            }
        }
        starts.forEach(start -> used.add(start.bias()));
        for (String name : parameterNames) {
            if (!used.contains(name)) {
                throw new IllegalStateException(label() + ": the parameter " + name + " is declared, but no product or"
                        + " start uses it, so it could never learn");
            }
        }
    }

    /**
     * Whether the backward parts write every element of the gradients of all slots that a product does not read from, so
     * that none of these needs zeros first: of the library's own cells, whose parts are known.
     */
    boolean writesAllGradients() {
        return false;
    }

    /** Whether recurrent dropout has anything to apply to. */
    final boolean hasRecurrentProduct() {
        return stages.stream().anyMatch(stage -> stage instanceof Product product && product.masked());
    }

    final StateSlot output() {
        return states.get(0);
    }

    final List<Slot> slots() {
        return slots;
    }

    final List<StateSlot> states() {
        return states;
    }

    final List<Gate> gates() {
        return gates;
    }

    /** The gate that a column of a slot belongs to, or null. */
    final @Nullable Gate gateAt(Slot slot, int column) {
        for (Gate gate : gates) {
            if (gate.slot() == slot && column >= gate.column() && column < gate.column() + gate.width()) {
                return gate;
            }
        }
        return null;
    }

    final List<Stage> stages() {
        return stages;
    }

    final List<Start> starts() {
        return starts;
    }

    final List<BiasStart> biasStarts() {
        return biasStarts;
    }

    final List<String> parameterNames() {
        return parameterNames;
    }

    final Map<String, WeightSpec> weights() {
        return weights;
    }

    final Map<String, Integer> biases() {
        return biases;
    }

    final String inputWeight() {
        return inputWeight;
    }

    final Slot inputSlot() {
        return inputSlot;
    }
}
