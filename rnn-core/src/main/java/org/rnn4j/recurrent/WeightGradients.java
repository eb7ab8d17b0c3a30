package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.kernel.ProductTarget;

/**
 * The gradients of one run's weights and biases: one product per weight over all valid steps, in the caller's row order.
 *
 * <p>Weights whose products end in the same columns of a slot share one reading of that slot's gradient.
 */
final class WeightGradients {
    /** The gradient of rows {@code rowFrom ...} of a weight: columns {@code column ...} of a slot's, times a source. */
    private record Term(Slot slot, int column, int count, Var weight, int rowFrom, PackedMatrix source) {}

    private final CellRun run;
    private final Tape tape;
    private final Cell cell;
    private final RowPlan plan;
    private final Gradients gradients;
    private final float[][] slotGradients;
    /** By slot: what {@link #gradientRows} found for a state. */
    private final int[][] callerMade;

    WeightGradients(CellRun run, Gradients gradients, float[][] slotGradients) {
        this.run = run;
        this.gradients = gradients;
        this.slotGradients = slotGradients;
        tape = run.tape;
        cell = run.cell;
        callerMade = new int[cell.slots().size()][];
        plan = run.plan;
    }

    /** Adds those of all that is trained; {@code packedInput} is from {@link CellRun#packInput}. */
    void add(@Nullable PackedMatrix packedInput) {
        List<Term> terms = terms(packedInput);
        for (Slot slot : cell.slots()) {
            int[] bounds = bounds(slot, terms);
            for (int i = 0; i + 1 < bounds.length; i++) {
                if (bounds[i] < bounds[i + 1]) {
                    columns(slot, bounds[i], bounds[i + 1], terms);
                }
            }
        }
        biases();
    }

    private List<Term> terms(@Nullable PackedMatrix packedInput) {
        List<Term> terms = new ArrayList<>();
        Var inputWeight = run.weights.weight(cell.inputWeight());
        if (packedInput != null && inputWeight.requiresGradient()) {
            terms.add(new Term(cell.inputSlot(), 0, inputWeight.size(0), inputWeight, 0, packedInput));
        }
        PackedMatrix[] plain = new PackedMatrix[cell.slots().size()];
        PackedMatrix[] masked = new PackedMatrix[plain.length];
        for (Cell.Stage stage : cell.stages()) {
            if (stage instanceof Cell.Product product
                    && run.weights.weight(product).requiresGradient()) {
                boolean reads = run.readsMasked(product);
                PackedMatrix[] packed = reads ? masked : plain;
                int index = product.from().index();
                if (packed[index] == null) {
                    packed[index] = packSource(product.from(), reads);
                }
                terms.add(new Term(
                        product.to(),
                        product.column(),
                        product.rowTo() - product.rowFrom(),
                        run.weights.weight(product),
                        product.rowFrom(),
                        packed[index]));
            }
        }
        return terms;
    }

    private PackedMatrix packSource(Slot from, boolean masked) {
        if (masked) {
            return tape.packedRows(plan.total, from.width(), run.maskedSources[from.index()], plan.callerSlots);
        }
        int[] rows = from instanceof StateSlot ? plan.callerPrevious : plan.callerSlots;
        return tape.packedRows(plan.total, from.width(), run.values[from.index()], rows);
    }

    /** Where terms of a slot begin or end, in order. */
    private static int[] bounds(Slot slot, List<Term> terms) {
        int[] bounds = new int[2 * terms.size()];
        int count = 0;
        for (Term term : terms) {
            if (term.slot() == slot) {
                bounds[count++] = term.column();
                bounds[count++] = term.column() + term.count();
            }
        }
        Arrays.sort(bounds, 0, count);
        return Arrays.copyOf(bounds, count);
    }

    /** The terms that cover these columns of a slot, together as far as they belong to different weights. */
    private void columns(Slot slot, int from, int to, List<Term> terms) {
        List<Term> together = new ArrayList<>(terms.size());
        for (Term term : terms) {
            if (term.slot() == slot && term.column() <= from && term.column() + term.count() >= to) {
                if (contains(together, term.weight())) {
                    product(slot, from, to, together);
                    together.clear();
                }
                together.add(term);
            }
        }
        if (!together.isEmpty()) {
            product(slot, from, to, together);
        }
    }

    private static boolean contains(List<Term> terms, Var weight) {
        for (Term term : terms) {
            if (term.weight() == weight) {
                return true;
            }
        }
        return false;
    }

    private void product(Slot slot, int from, int to, List<Term> terms) {
        ProductTarget[] targets = new ProductTarget[terms.size()];
        long operations = 0;
        for (int i = 0; i < targets.length; i++) {
            Term term = terms.get(i);
            int stride = term.weight().size(1);
            int row = term.rowFrom() + from - term.column();
            targets[i] = new ProductTarget(term.source(), gradients.of(term.weight()), row * stride, stride);
            operations += 2L * plan.total * (to - from) * stride;
        }
        Context context = tape.context();
        int parts = Parallel.parts(context, operations);
        int[] rows = gradientRows(slot);
        context.parallel(parts, (part, scratch) -> {
            int first = Parallel.bound(to - from, parts, part);
            int count = Parallel.bound(to - from, parts, part + 1) - first;
            ProductTarget[] shares = new ProductTarget[targets.length];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = targets[i].fromRow(first);
            }
            context.kernels()
                    .productTransposed(
                            count, slotGradients[slot.index()], from + first, slot.width(), rows, 0, shares, scratch);
        });
    }

    /** The rows of a slot's values at all valid steps in the caller's order; null if consecutive from 0. */
    private int @Nullable [] gradientRows(Slot slot) {
        if (!(slot instanceof StateSlot)) {
            return plan.callerSlots;
        }
        int[] known = callerMade[slot.index()];
        if (known == null) {
            known = madeRowsInCallerOrder(slot);
            callerMade[slot.index()] = known;
        }
        return known;
    }

    /** The rows of what the stages made of a state at each step, in the caller's order. */
    private int[] madeRowsInCallerOrder(Slot state) {
        int[] rows = tape.borrowInts(plan.total);
        int next = 0;
        for (int t = 0; t < plan.steps; t++) {
            int row = run.madeRow(state, plan.stepAt(t));
            for (int b = 0; b < plan.batch; b++) {
                if (t < plan.length(b)) {
                    rows[next++] = row + plan.position(b);
                }
            }
        }
        return rows;
    }

    private void biases() {
        float[][] sums = new float[cell.slots().size()][];
        for (Cell.Start start : cell.starts()) {
            Var bias = run.weights.weight(start.bias());
            if (!bias.requiresGradient()) {
                continue;
            }
            Slot slot = start.slot();
            float[] sum = sums[slot.index()];
            if (sum == null) {
                sum = columnSums(slot);
                sums[slot.index()] = sum;
            }
            run.kernels.add(sum, start.column(), gradients.of(bias), start.from(), start.count());
        }
    }

    /** The sums of a slot's gradient over all valid steps, in the caller's order; columns are divided among threads. */
    private float[] columnSums(Slot slot) {
        int width = slot.width();
        float[] sums = tape.borrowZeros(width);
        float[] source = slotGradients[slot.index()];
        int[] rows = gradientRows(slot);
        int parts = Parallel.parts(tape.context(), Parallel.ADDITION * plan.total * width);
        tape.context().parallel(parts, (part, scratch) -> {
            int from = Parallel.bound(width, parts, part);
            int count = Parallel.bound(width, parts, part + 1) - from;
            for (int i = 0; i < plan.total; i++) {
                int row = rows == null ? i : rows[i];
                run.kernels.add(source, row * width + from, sums, from, count);
            }
        });
        return sums;
    }
}
