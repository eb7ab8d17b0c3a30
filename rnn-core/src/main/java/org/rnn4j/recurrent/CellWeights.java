package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.tensor.RandomKey;

/** The weights of one cell on one tape: packed for forward, and the values that slots start at. */
final class CellWeights {
    private final Tape tape;
    private final Map<String, Parameter> parameters;
    /** By name, what stands for a weight in this pass; empty without weight noise. */
    private final Map<String, Var> noisy = new HashMap<>();
    /** By name, what recurrent products read in place of the weight; empty without weight dropout. */
    private final Map<String, Var> dropped = new HashMap<>();

    private final Var inputWeight;
    private final PackedMatrix packedInput;
    private final PackedMatrix[] packedProducts;
    /** The slots that a step begins with their start: all that products add to or that have a bias, but the input's. */
    private final Slot[] started;

    private final float[] @Nullable [] starts;

    CellWeights(Tape tape, Cell cell, Map<String, Parameter> parameters, Regularization regularization) {
        this.tape = tape;
        this.parameters = parameters;
        if (regularization.weightNoise() > 0 && tape.isTraining()) {
            addNoise(cell, regularization.weightNoise(), tape.nextKey());
        }
        if (regularization.weightDropout() > 0 && tape.isTraining()) {
            drop(cell, regularization.weightDropout(), tape.nextKey());
        }
        inputWeight = weight(cell.inputWeight());
        packedInput = tape.packed(inputWeight, 0, inputWeight.size(0), true);
        List<Cell.Stage> stages = cell.stages();
        packedProducts = new PackedMatrix[stages.size()];
        Set<Slot> begun = new LinkedHashSet<>();
        cell.starts().forEach(start -> begun.add(start.slot()));
        for (int i = 0; i < packedProducts.length; i++) {
            if (stages.get(i) instanceof Cell.Product product) {
                packedProducts[i] = tape.packed(weight(product), product.rowFrom(), product.rowTo(), true);
                begun.add(product.to());
            }
        }
        begun.remove(cell.inputSlot());
        started = begun.toArray(new Slot[0]);
        starts = new float[cell.slots().size()][];
        cell.starts().forEach(this::addStart);
    }

    private void addNoise(Cell cell, double deviation, RandomKey key) {
        for (String name : cell.weights().keySet()) {
            noisy.put(name, WeightNoise.of(tape, weight(name), deviation, key.child(name)));
        }
    }

    /** One mask per weight and pass, shared by all products that read the weight. */
    private void drop(Cell cell, double rate, RandomKey key) {
        for (Cell.Stage stage : cell.stages()) {
            if (stage instanceof Cell.Product product && product.masked()) {
                dropped.computeIfAbsent(
                        product.weight(), name -> WeightDropout.of(tape, weight(name), rate, key.child(name)));
            }
        }
    }

    private void addStart(Cell.Start start) {
        float[] sums = starts[start.slot().index()];
        if (sums == null) {
            sums = tape.borrowZeros(start.slot().width());
            starts[start.slot().index()] = sums;
            fillFirst(start, sums);
            return;
        }
        float[] bias = weight(start.bias()).values();
        for (int i = 0; i < start.count(); i++) {
            sums[start.column() + i] += bias[start.from() + i];
        }
    }

    private void fillFirst(Cell.Start start, float[] sums) {
        System.arraycopy(weight(start.bias()).values(), start.from(), sums, start.column(), start.count());
    }

    /** A weight as this pass reads it, or a bias. */
    Var weight(String name) {
        Var known = noisy.get(name);
        if (known != null) {
            return known;
        }
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalStateException("CellWeights: no parameter " + name);
        }
        return tape.parameter(parameter);
    }

    /** What a product reads: the weight itself, or the weight after dropout. */
    Var weight(Cell.Product product) {
        Var read = product.masked() ? dropped.get(product.weight()) : null;
        return read == null ? weight(product.weight()) : read;
    }

    PackedMatrix packedInput() {
        return packedInput;
    }

    /** The forward operand of the product that is stage {@code stage}. */
    PackedMatrix packedProduct(int stage) {
        return packedProducts[stage];
    }

    /** The backward operand of a product. */
    PackedMatrix packedBackward(Cell.Product product) {
        return tape.packed(weight(product), product.rowFrom(), product.rowTo(), false);
    }

    /** The backward operand of the product with the input. */
    PackedMatrix packedInputBackward() {
        return tape.packed(inputWeight, 0, inputWeight.size(0), false);
    }

    /** Puts the start of every slot into the rows of a step, except the input's, which was started before. */
    void startStep(float[][] values, Step step) {
        for (Slot slot : started) {
            start(slot, values[slot.index()], step.row(slot), step.rows());
        }
    }

    /** Puts the start of a slot into {@code rows} rows from row {@code row} on: its bias, or +0. */
    void start(Slot slot, float[] values, int row, int rows) {
        int width = slot.width();
        float[] bias = starts[slot.index()];
        if (bias == null) {
            Arrays.fill(values, row * width, (row + rows) * width, 0f);
            return;
        }
        for (int r = row; r < row + rows; r++) {
            System.arraycopy(bias, 0, values, r * width, width);
        }
    }
}
