package org.rnn4j.recurrent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.kernel.Scratch;
import org.rnn4j.tensor.Tensor;

/**
 * A {@link Cell} that goes step by step. The chains of additions are those of a whole sequence, so the outputs are too,
 * bit for bit. Nothing is allocated in a step; weights are packed again only after they have changed.
 */
final class CellStream implements StreamRunner {
    private final Context context;
    private final Cell cell;
    private final Parameters parameters;
    private final Zoneout zoneout;
    private final int batch;
    private final Kernels kernels;
    private final Scratch scratch;
    /** Slots [batch, width]; states two blocks of it, used in turn, and if zoned out one for what the stages make. */
    private final float[][] values;

    private final Step step;
    private final float[] output;
    private final Parameter[] watched;
    private final long[] versions;
    private int currentBlock;
    private @Nullable Tape tape;
    private @Nullable CellWeights weights;

    CellStream(Context context, Cell cell, Parameters parameters, Zoneout zoneout, int batch) {
        this.context = context;
        this.cell = cell;
        this.parameters = parameters;
        this.zoneout = zoneout;
        this.batch = batch;
        kernels = context.kernels();
        scratch = context.borrowScratch();
        values = new float[cell.slots().size()][];
        boolean[] apart = zoneout.apart(cell);
        for (Slot slot : cell.slots()) {
            int blocks = apart[slot.index()] ? 3 : slot instanceof StateSlot ? 2 : 1;
            values[slot.index()] = new float[Tensor.elementCount(blocks, batch, slot.width())];
        }
        step = new Step(kernels, values, null, apart);
        output = new float[Tensor.elementCount(batch, cell.outputSize())];
        watched = parameters.asMap().values().toArray(new Parameter[0]);
        versions = new long[watched.length];
    }

    private CellWeights currentWeights() {
        CellWeights known = weights;
        if (known != null && isCurrent()) {
            return known;
        }
        close(tape);
        weights = null;
        Tape opened = Tape.inference(context);
        tape = opened;
        CellWeights fresh = new CellWeights(opened, cell, parameters.asMap(), Regularization.NONE);
        for (int i = 0; i < watched.length; i++) {
            versions[i] = watched[i].version();
        }
        weights = fresh;
        return fresh;
    }

    private boolean isCurrent() {
        for (int i = 0; i < watched.length; i++) {
            if (versions[i] != watched[i].version()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void step(float[] input) {
        context.requireOpen();
        CellWeights current = currentWeights();
        int nextRow = (1 - currentBlock) * batch;
        step.moveTo(batch, 0, 2 * batch, nextRow, currentBlock * batch);
        Slot inputSlot = cell.inputSlot();
        current.start(inputSlot, values[inputSlot.index()], 0, batch);
        current.startStep(values, step);
        product(input, 0, cell.inputSize(), current.packedInput(), inputSlot, 0);
        for (int i = 0; i < cell.stages().size(); i++) {
            Cell.Stage stage = cell.stages().get(i);
            if (stage instanceof Cell.Product product) {
                Slot from = product.from();
                product(
                        values[from.index()],
                        step.sourceRow(from),
                        from.width(),
                        current.packedProduct(i),
                        product.to(),
                        product.column());
            } else if (stage instanceof Cell.Pointwise pointwise) {
                pointwise.forward().run(step);
            }
        }
        StateSlot out = cell.output();
        if (zoneout.isOn()) {
            zoneout.expect(cell, step);
        }
        System.arraycopy(values[out.index()], nextRow * out.width(), output, 0, output.length);
    }

    @Override
    public void commit() {
        currentBlock = 1 - currentBlock;
    }

    private void product(float[] source, int sourceRow, int width, PackedMatrix weight, Slot to, int column) {
        kernels.product(
                batch,
                source,
                0,
                width,
                null,
                sourceRow,
                weight,
                values[to.index()],
                column,
                to.width(),
                null,
                step.row(to),
                scratch);
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public Map<String, Tensor> states() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        for (StateSlot state : cell.states()) {
            int count = batch * state.width();
            float[] copy = new float[count];
            System.arraycopy(values[state.index()], currentBlock * count, copy, 0, count);
            copies.put(state.name(), Tensor.wrap(copy, batch, state.width()));
        }
        return copies;
    }

    @Override
    public void setStates(Map<String, Tensor> states) {
        for (StateSlot state : cell.states()) {
            int count = batch * state.width();
            Tensor given = states.get(state.name());
            if (given != null) {
                System.arraycopy(given.values(), 0, values[state.index()], currentBlock * count, count);
            }
        }
    }

    private static void close(@Nullable Tape opened) {
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void close() {
        close(tape);
        context.giveBack(scratch);
    }
}
