package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Anomaly;
import org.rnn4j.autograd.AnomalyWatch;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.kernel.Scratch;
import org.rnn4j.layer.DropoutMask;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * One cell moved over one batch in one direction: the runner.
 *
 * <p>Forward makes the product with the input for all steps at once, then each thread takes its share of rows through
 * all steps without waiting for the others. Backward goes through the steps the other way, and after the loop makes one
 * product per weight over all valid steps, in the caller's row order.
 */
final class CellRun {
    /** With fewer rows a step, one product with the input of all steps fills the tiles better. */
    private static final int ROWS_FOR_INPUT_BY_STEP = 16;
    /** Larger weights would leave the second-level cache between steps: half a megabyte. */
    private static final int WEIGHTS_FOR_INPUT_BY_STEP = 1 << 17;

    final Tape tape;
    final Cell cell;
    final CellWeights weights;
    final RowPlan plan;
    final Kernels kernels;
    /** Values by slot: [plan.total, width], states [plan.stateRows(), width]. */
    final float[][] values;
    /** The recurrent mask in row order [batch, widest], or null: one for all that enters recurrent products. */
    private final float @Nullable [] mask;

    private final int maskWidth;
    /** By slot: what masked products read, [plan.total, width]. */
    final float[][] maskedSources;
    /** Whether the products with the input are made step by step, while what they add to is in the cache. */
    private final boolean inputByStep;

    private final Meetings meetings;
    /** Whether only the states are kept, and every step uses the same rows of the other slots. */
    private final boolean slotsReused;

    private final Zoneout zoneout;
    private final boolean[] apart;
    private final @Nullable ZoneoutMasks zoneoutMasks;
    /** Looks at all values, if the tape reports anomalies. */
    private final @Nullable RunWatch watch;

    CellRun(
            Tape tape,
            Cell cell,
            Map<String, Parameter> parameters,
            RowPlan plan,
            double dropout,
            Regularization regularization,
            String suffix,
            boolean traced) {
        this.tape = tape;
        this.cell = cell;
        this.plan = plan;
        inputByStep = plan.total >= (long) ROWS_FOR_INPUT_BY_STEP * plan.steps
                && (long) cell.inputSize() * cell.inputSlot().width() <= WEIGHTS_FOR_INPUT_BY_STEP;
        slotsReused = inputByStep && !tape.isTraining() && !traced;
        meetings = new Meetings(cell, inputByStep);
        zoneout = regularization.zoneout();
        apart = zoneout.apart(cell);
        weights = new CellWeights(tape, cell, parameters, regularization);
        kernels = tape.context().kernels();
        values = new float[cell.slots().size()][];
        for (Slot slot : cell.slots()) {
            int count = Tensor.elementCount(rowsOf(slot), slot.width());
            values[slot.index()] = tape.anomalies() == null ? tape.borrow(count) : tape.borrowZeros(count);
        }
        watch = tape.anomalies() == null ? null : new RunWatch(cell, plan, kernels, suffix);
        maskedSources = new float[values.length][];
        maskWidth = maskWidth();
        mask = dropout > 0 && tape.isTraining() ? makeMask(tape.nextKey(), dropout) : null;
        zoneoutMasks = zoneout.isOn() && tape.isTraining() ? new ZoneoutMasks(zoneout, tape, cell, plan) : null;
    }

    /** Whether threads may share the columns of products: not where masks or reports go through rows after a product. */
    boolean canShareColumns() {
        return mask == null && watch == null && !zoneout.isOn();
    }

    int totalSteps() {
        return plan.total;
    }

    /** The ordered rows: sequences of at least one step. */
    int rows() {
        return plan.rows();
    }

    /** Bounds of about equal shares of the ordered rows, at most so many. */
    int[] shares(int parts) {
        return plan.shares(parts);
    }

    private int rowsOf(Slot slot) {
        int steps = slotsReused ? plan.batch : plan.total;
        if (slot instanceof StateSlot) {
            return plan.stateRows() + (apart[slot.index()] ? steps : 0);
        }
        return steps;
    }

    /** Where the rows of a step begin in the slots that are no states. */
    private int slotRow(int t) {
        return slotsReused ? 0 : plan.slotRow(t);
    }

    /** Where the stages put the states of a step that stand apart: zoneout makes those after the step of them. */
    private int apartRow(int s) {
        return plan.stateRows() + slotRow(plan.stepAt(s));
    }

    /** Where what the stages make of a state at the step that is processed s-th begins. */
    int madeRow(Slot state, int s) {
        return apart[state.index()] ? apartRow(s) : plan.blockRow(s + 1);
    }

    private void moveTo(Step step, int s, int slotRow, int firstRow, int rows) {
        step.moveTo(
                rows,
                slotRow + firstRow,
                apartRow(s) + firstRow,
                plan.blockRow(s + 1) + firstRow,
                plan.blockRow(s) + firstRow);
    }

    private int maskWidth() {
        int width = 1;
        for (Cell.Stage stage : cell.stages()) {
            if (stage instanceof Cell.Product product && product.masked()) {
                width = Math.max(width, product.from().width());
            }
        }
        return width;
    }

    private float[] makeMask(RandomKey key, double dropout) {
        float[] made = tape.borrow(Tensor.elementCount(plan.batch, maskWidth));
        for (int r = 0; r < plan.batch; r++) {
            DropoutMask.fill(kernels, key, dropout, plan.order[r], 0, made, r * maskWidth, maskWidth);
        }
        for (Cell.Stage stage : cell.stages()) {
            if (stage instanceof Cell.Product product && product.masked()) {
                Slot from = product.from();
                maskedSources[from.index()] = tape.borrow(plan.total * from.width());
            }
        }
        return made;
    }

    /** Copies the initial states in: by state, [batch, width], or null for zeros. */
    void placeInitial(@Nullable Var[] initial) {
        for (int i = 0; i < initial.length; i++) {
            StateSlot state = cell.states().get(i);
            int width = state.width();
            float[] target = values[state.index()];
            Var given = initial[i];
            for (int b = 0; b < plan.batch; b++) {
                if (plan.length(b) == 0) {
                    continue;
                }
                int at = plan.initialRow(b) * width;
                if (given == null) {
                    Arrays.fill(target, at, at + width, 0f);
                } else {
                    System.arraycopy(given.values(), b * width, target, at, width);
                }
            }
        }
    }

    boolean inputByStep() {
        return inputByStep;
    }

    /** The product with the input for all valid steps {@code from} to {@code to - 1}; x is [time * batch, features]. */
    void forwardInput(float[] x, int from, int to, Scratch scratch) {
        Slot target = cell.inputSlot();
        weights.start(target, values[target.index()], from, to - from);
        multiplyInput(x, from, from, to - from, 0, 1, scratch);
    }

    /** The product with the input for consecutive rows, added to what they hold. */
    private void multiplyInput(float[] x, int listed, int row, int rows, int part, int parts, Scratch scratch) {
        Slot target = cell.inputSlot();
        kernels.product(
                rows,
                x,
                0,
                cell.inputSize(),
                plan.inputRows,
                listed,
                weights.packedInput(),
                values[target.index()],
                0,
                target.width(),
                null,
                row,
                part,
                parts,
                scratch);
    }

    /** All steps of a share. */
    void forwardSteps(float[] x, Share share, Scratch scratch) {
        Step step = new Step(kernels, values, null, apart);
        Step own = share.parts() == 1 ? step : new Step(kernels, values, null, apart);
        for (int s = 0; s < plan.steps; s++) {
            int t = plan.stepAt(s);
            if (moveTo(s, share, step, own)) {
                if (inputByStep) {
                    weights.start(
                            cell.inputSlot(), values[cell.inputSlot().index()], own.row(cell.inputSlot()), own.rows());
                }
                weights.startStep(values, own);
                share.meet();
                if (inputByStep) {
                    int row = step.row(cell.inputSlot());
                    multiplyInput(
                            x, plan.slotRow(t) + share.from(), row, step.rows(), share.part(), share.parts(), scratch);
                }
                if (watch != null) {
                    watch.afterInput(values, step, s, share.from());
                }
                forwardStep(step, own, s, share, scratch);
                if (meetings.afterForward()) {
                    share.meet();
                }
                if (zoneoutMasks != null) {
                    zoneoutMasks.forward(step, t, share.from());
                } else if (zoneout.isOn()) {
                    zoneout.expect(cell, step);
                }
            }
        }
    }

    /** Moves to the s-th processed step: all rows of a share, and its own. Returns whether any row is alive. */
    private boolean moveTo(int s, Share share, Step step, Step own) {
        int t = plan.stepAt(s);
        int rows = Math.min(share.to(), plan.count(t)) - share.from();
        if (rows <= 0) {
            return false;
        }
        int ownRows = Math.max(0, Math.min(share.ownTo(), plan.count(t)) - share.ownFrom());
        int first = ownRows == 0 ? share.from() : share.ownFrom(); // a place that exists
        moveTo(own, s, slotRow(t), first, ownRows);
        moveTo(step, s, slotRow(t), share.from(), rows);
        return true;
    }

    private void forwardStep(Step step, Step own, int s, Share share, Scratch scratch) {
        for (int i = 0; i < cell.stages().size(); i++) {
            if (meetings.beforeForward(i)) {
                share.meet();
            }
            if (cell.stages().get(i) instanceof Cell.Product product) {
                forwardProduct(product, weights.packedProduct(i), step, share, scratch);
            } else if (cell.stages().get(i) instanceof Cell.Pointwise pointwise) {
                pointwise.forward().run(own);
            }
            if (watch != null) {
                watch.afterStage(values, step, s, i, share.from());
            }
        }
    }

    /** Throws if a value of this run is not finite; {@code outputs} are those of the operation. */
    void requireFinite(Anomaly.Phase phase, Var[] outputs) {
        AnomalyWatch anomalies = tape.anomalies();
        if (anomalies != null && watch != null) {
            watch.report(anomalies, phase, outputs);
        }
    }

    private void forwardProduct(Cell.Product product, PackedMatrix weight, Step step, Share share, Scratch scratch) {
        Slot from = product.from();
        Slot to = product.to();
        float[] source = values[from.index()];
        int sourceRow = step.sourceRow(from);
        if (readsMasked(product)) {
            applyMask(source, sourceRow, from.width(), step, maskedSources[from.index()], share.from());
            source = maskedSources[from.index()];
            sourceRow = step.row(cell.inputSlot());
        }
        kernels.product(
                step.rows(),
                source,
                0,
                from.width(),
                null,
                sourceRow,
                weight,
                values[to.index()],
                product.column(),
                to.width(),
                null,
                step.row(to),
                share.part(),
                share.parts(),
                scratch);
    }

    private void applyMask(float[] source, int sourceRow, int width, Step step, float[] masked, int firstRow) {
        float[] factors = Objects.requireNonNull(mask);
        int slotRow = step.row(cell.inputSlot());
        for (int r = 0; r < step.rows(); r++) {
            int from = (sourceRow + r) * width;
            int to = (slotRow + r) * width;
            int factor = (firstRow + r) * maskWidth;
            kernels.applyMask(factors, factor, source, from, masked, to, width);
        }
    }

    /** Lets a trace see the gates of all steps. */
    void traceGates(LayerTrace trace, int direction) {
        trace.gates(cell, plan, direction, values, this::madeRow);
    }

    /** Copies the output of all valid steps into columns {@code column ...} of y [time * batch, stride]. */
    void copyOutputs(float[] y, int column, int stride) {
        StateSlot output = cell.output();
        int width = output.width();
        float[] source = values[output.index()];
        if (plan.isInCallersOrder() && stride == width) {
            System.arraycopy(source, plan.rows() * width, y, 0, plan.total * width);
            return;
        }
        for (int t = 0; t < plan.steps; t++) {
            for (int b = 0; b < plan.batch; b++) {
                if (t < plan.length(b)) {
                    int to = (t * plan.batch + b) * stride + column;
                    System.arraycopy(source, plan.outputRow(t, b) * width, y, to, width);
                }
            }
        }
    }

    /** Copies the final states out: by state, [batch, width]; a sequence of length 0 keeps its initial state. */
    void copyFinal(Var[] finals, @Nullable Var[] initial) {
        for (int i = 0; i < finals.length; i++) {
            StateSlot state = cell.states().get(i);
            int width = state.width();
            float[] target = finals[i].values();
            for (int b = 0; b < plan.batch; b++) {
                Var given = initial[i];
                if (plan.length(b) > 0) {
                    System.arraycopy(values[state.index()], plan.finalRow(b) * width, target, b * width, width);
                } else if (given != null) {
                    System.arraycopy(given.values(), b * width, target, b * width, width);
                } else {
                    Arrays.fill(target, b * width, (b + 1) * width, 0f);
                }
            }
        }
    }

    /** Whether a product reads what recurrent dropout left of its source. */
    boolean readsMasked(Cell.Product product) {
        return product.masked() && mask != null;
    }

    /** Whether the weight that the input is multiplied with is trained. */
    boolean trainsInputWeight() {
        return weights.weight(cell.inputWeight()).requiresGradient();
    }

    /** The inputs of all valid steps, in the caller's order, as right operand: the same for both directions. */
    PackedMatrix packInput(Var x) {
        return tape.packedRows(plan.total, cell.inputSize(), x.values(), plan.callerInputs);
    }

    /** The gradients of one run; made anew for each backward pass. */
    final class Backward {
        private final Gradients gradients;
        /** Gradients by slot, at the rows of the values. */
        private final float[][] slotGradients = new float[values.length][];

        private final PackedMatrix[] packedBackward =
                new PackedMatrix[cell.stages().size()];

        /** Null if the input needs no gradient. */
        private final @Nullable PackedMatrix packedInputBackward;
        /** By slot, whether a step's gradient begins with zeros. */
        private final boolean[] cleared = new boolean[values.length];

        /** Begins with zeros; if {@code outputsFollow}, {@link #addOutputs} is called next. */
        Backward(Gradients gradients, boolean inputNeedsGradient, boolean outputsFollow) {
            this.gradients = gradients;
            packedInputBackward = inputNeedsGradient ? weights.packedInputBackward() : null;
            for (Slot slot : cell.slots()) {
                int count = Tensor.elementCount(rowsOf(slot), slot.width());
                boolean state = slot instanceof StateSlot;
                slotGradients[slot.index()] = tape.borrow(count);
                if (state) { // what the stages make has its gradient set, all else is added to
                    boolean set = outputsFollow && plan.regular && slot == cell.output();
                    int rows = set ? plan.rows() : plan.stateRows(); // the initial states, or all
                    Arrays.fill(slotGradients[slot.index()], 0, rows * slot.width(), 0f);
                }
                cleared[slot.index()] = !state && (watch != null || !cell.writesAllGradients());
            }
            for (int i = 0; i < packedBackward.length; i++) {
                if (cell.stages().get(i) instanceof Cell.Product product) {
                    packedBackward[i] = weights.packedBackward(product);
                    cleared[product.from().index()] |= !(product.from() instanceof StateSlot);
                }
            }
        }

        /** Takes over the gradient of the outputs, from columns {@code column ...} of dy [time * batch, stride]. */
        void addOutputs(float[] dy, int column, int stride) {
            StateSlot output = cell.output();
            int width = output.width();
            float[] target = slotGradients[output.index()];
            if (plan.isInCallersOrder() && stride == width) {
                System.arraycopy(dy, 0, target, plan.rows() * width, plan.total * width);
                return;
            }
            for (int t = 0; t < plan.steps; t++) {
                for (int b = 0; b < plan.batch; b++) {
                    if (t < plan.length(b)) {
                        int from = (t * plan.batch + b) * stride + column;
                        System.arraycopy(dy, from, target, plan.outputRow(t, b) * width, width);
                    }
                }
            }
        }

        /** Adds the gradients of the final states. */
        void addFinal(Var[] finals, @Nullable Var[] initial) {
            for (int i = 0; i < finals.length; i++) {
                if (gradients.has(finals[i])) {
                    addFinal(cell.states().get(i), gradients.of(finals[i]), initial[i]);
                }
            }
        }

        private void addFinal(StateSlot state, float[] given, @Nullable Var initial) {
            int width = state.width();
            float[] target = slotGradients[state.index()];
            for (int b = 0; b < plan.batch; b++) {
                if (plan.length(b) > 0) {
                    kernels.add(given, b * width, target, plan.finalRow(b) * width, width);
                } else if (initial != null && initial.requiresGradient()) {
                    kernels.add(given, b * width, gradients.of(initial), b * width, width);
                }
            }
        }

        /**
         * All steps of a share, last processed first.
         *
         * @param dx where each step adds its gradient of the input, or null if {@link #input} does it for all
         */
        void steps(float @Nullable [] dx, Share share, Scratch scratch) {
            Step step = new Step(kernels, values, slotGradients, apart);
            Step own = share.parts() == 1 ? step : new Step(kernels, values, slotGradients, apart);
            for (int s = plan.steps - 1; s >= 0; s--) {
                int t = plan.stepAt(s);
                if (moveTo(s, share, step, own)) {
                    if (zoneoutMasks != null) {
                        zoneoutMasks.backward(step, t, share.from());
                    }
                    clearSlots(own);
                    share.meet();
                    backwardStep(step, own, s, share, scratch);
                    if (dx != null) {
                        if (meetings.beforeInputBackward()) {
                            share.meet();
                        }
                        int row = plan.slotRow(t) + share.from();
                        input(dx, row, step.rows(), share.part(), share.parts(), scratch);
                    }
                }
            }
        }

        /** Zeros for what a step's stages add to: now, while it is about to be in the cache anyway. */
        private void clearSlots(Step step) {
            for (Slot slot : cell.slots()) {
                if (cleared[slot.index()]) {
                    int at = step.at(slot);
                    Arrays.fill(slotGradients[slot.index()], at, at + step.rows() * slot.width(), 0f);
                }
            }
        }

        /** Lets a trace see the gradients of the states after all steps. */
        void traceGradients(LayerTrace trace, int direction) {
            trace.gradients(cell, plan, direction, gradients, slotGradients);
        }

        private void backwardStep(Step step, Step own, int s, Share share, Scratch scratch) {
            for (int i = cell.stages().size() - 1; i >= 0; i--) {
                if (meetings.beforeBackward(i)) {
                    share.meet();
                }
                if (cell.stages().get(i) instanceof Cell.Product product) {
                    backwardProduct(product, packedBackward[i], step, share, scratch);
                } else if (cell.stages().get(i) instanceof Cell.Pointwise pointwise) {
                    pointwise.backward().run(own);
                }
                if (watch != null) {
                    watch.afterBackward(slotGradients, step, s, i, share.from());
                }
            }
        }

        private void backwardProduct(
                Cell.Product product, PackedMatrix weight, Step step, Share share, Scratch scratch) {
            Slot from = product.from();
            Slot to = product.to();
            boolean masked = readsMasked(product);
            float[] target = slotGradients[from.index()];
            int targetRow = step.sourceRow(from);
            float[] chain = target;
            int chainRow = targetRow;
            if (masked) {
                chain = scratch.floats(step.rows() * from.width());
                Arrays.fill(chain, 0, step.rows() * from.width(), 0f);
                chainRow = 0;
            }
            kernels.product(
                    step.rows(),
                    slotGradients[to.index()],
                    product.column(),
                    to.width(),
                    null,
                    step.row(to),
                    weight,
                    chain,
                    0,
                    from.width(),
                    null,
                    chainRow,
                    share.part(),
                    share.parts(),
                    scratch);
            if (masked) {
                addMasked(chain, target, targetRow, from.width(), step.rows(), share.from());
            }
        }

        private void addMasked(float[] chain, float[] target, int targetRow, int width, int rows, int firstRow) {
            float[] factors = Objects.requireNonNull(mask);
            for (int r = 0; r < rows; r++) {
                int from = r * width;
                int to = (targetRow + r) * width;
                int factor = (firstRow + r) * maskWidth;
                kernels.addMasked(factors, factor, chain, from, target, to, width);
            }
        }

        /** Adds the gradients of the initial states. */
        void initialStates(@Nullable Var[] initial) {
            for (int i = 0; i < initial.length; i++) {
                Var given = initial[i];
                if (given == null || !given.requiresGradient()) {
                    continue;
                }
                StateSlot state = cell.states().get(i);
                int width = state.width();
                float[] target = gradients.of(given);
                for (int b = 0; b < plan.batch; b++) {
                    if (plan.length(b) > 0) {
                        kernels.add(slotGradients[state.index()], plan.initialRow(b) * width, target, b * width, width);
                    }
                }
            }
        }

        /** Adds the gradient of the input [time * batch, features]. */
        void input(float[] dx) {
            Context context = tape.context();
            int parts =
                    Parallel.parts(context, 2L * plan.total * cell.inputSlot().width() * cell.inputSize());
            context.parallel(parts, (part, scratch) -> {
                int from = Parallel.bound(plan.total, parts, part);
                input(dx, from, Parallel.bound(plan.total, parts, part + 1) - from, 0, 1, scratch);
            });
        }

        private void input(float[] dx, int from, int rows, int part, int parts, Scratch scratch) {
            Slot slot = cell.inputSlot();
            kernels.product(
                    rows,
                    slotGradients[slot.index()],
                    0,
                    slot.width(),
                    null,
                    from,
                    Objects.requireNonNull(packedInputBackward),
                    dx,
                    0,
                    cell.inputSize(),
                    plan.inputRows,
                    from,
                    part,
                    parts,
                    scratch);
        }

        /** Adds the gradients of all weights and biases that are trained; {@code packedInput} is from {@link #packInput}. */
        void weights(@Nullable PackedMatrix packedInput) {
            new WeightGradients(CellRun.this, gradients, slotGradients).add(packedInput);
        }
    }
}
