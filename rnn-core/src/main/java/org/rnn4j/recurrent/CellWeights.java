package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.PackedMatrix;

/** The weights of one cell on one tape: packed for forward, and the values that slots start at. */
final class CellWeights {
    private final Tape tape;
    private final Cell cell;
    private final Map<String, Parameter> parameters;
    private final Var inputWeight;
    private final PackedMatrix packedInput;
    private final PackedMatrix[] packedProducts;
    private final boolean[] opens;
    private final float[] @Nullable [] starts;

    CellWeights(Tape tape, Cell cell, Map<String, Parameter> parameters) {
        this.tape = tape;
        this.cell = cell;
        this.parameters = parameters;
        inputWeight = weight(cell.inputWeight());
        packedInput = tape.packed(inputWeight, 0, inputWeight.size(0), true);
        List<Cell.Stage> stages = cell.stages();
        packedProducts = new PackedMatrix[stages.size()];
        opens = new boolean[stages.size()];
        Set<Slot> begun = new HashSet<>(Set.of(cell.inputSlot()));
        for (int i = 0; i < packedProducts.length; i++) {
            if (stages.get(i) instanceof Cell.Product product) {
                packedProducts[i] = tape.packed(weight(product.weight()), product.rowFrom(), product.rowTo(), true);
                opens[i] = begun.add(product.to());
            }
        }
        starts = new float[cell.slots().size()][];
        cell.starts().forEach(this::addStart);
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

    Var weight(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalStateException("CellWeights: no parameter " + name);
        }
        return tape.parameter(parameter);
    }

    PackedMatrix packedInput() {
        return packedInput;
    }

    /** Whether the product that is stage {@code stage} is the first of a step to add to its slot. */
    boolean opens(int stage) {
        return opens[stage];
    }

    /** The forward operand of the product that is stage {@code stage}. */
    PackedMatrix packedProduct(int stage) {
        return packedProducts[stage];
    }

    /** The backward operand of a product. */
    PackedMatrix packedBackward(Cell.Product product) {
        return tape.packed(weight(product.weight()), product.rowFrom(), product.rowTo(), false);
    }

    /** The backward operand of the product with the input. */
    PackedMatrix packedInputBackward() {
        return tape.packed(inputWeight, 0, inputWeight.size(0), false);
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

    Cell cell() {
        return cell;
    }
}
