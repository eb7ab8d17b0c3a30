package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Anomaly;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.PackedMatrix;

/** A layer of {@link Cell}s: one operation on the tape for all steps and directions, with hand-written backward. */
final class CellLayer implements LayerRunner {
    /** With fewer rows for each thread, threads share the columns of products instead. */
    private static final int ROWS_FOR_SHARES_OF_ROWS = 24;
    /** Below this many multiply-adds a step, waiting for each other costs more than sharing columns saves. */
    private static final long OPERATIONS_WORTH_MEETING = 1 << 22;

    private final Cell cell;
    private final List<Parameters> byDirection;
    private final Regularization regularization;
    private final int layer;

    CellLayer(Cell cell, List<Parameters> byDirection, Regularization regularization, int layer) {
        this.cell = cell;
        this.byDirection = byDirection;
        this.regularization = regularization;
        this.layer = layer;
    }

    @Override
    public Parameters parameters(int direction) {
        return byDirection.get(direction);
    }

    @Override
    public Map<String, Integer> stateWidths() {
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (StateSlot state : cell.states()) {
            widths.put(state.name(), state.width());
        }
        return widths;
    }

    @Override
    public int outputSize() {
        return cell.outputSize();
    }

    @Override
    public Result run(Sequence input, @Nullable Var[][] initial, double recurrentDropout, @Nullable LayerTrace trace) {
        Tape tape = input.tape();
        Var x = input.values();
        Var[] inputs = inputs(tape, x, initial);
        int directions = byDirection.size();
        int stride = directions * cell.outputSize();
        CellRun[] runs = new CellRun[directions];
        List<Var[]> finals = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            RowPlan plan = new RowPlan(tape, input.lengths(), input.time(), d == 1);
            runs[d] = new CellRun(
                    tape,
                    cell,
                    byDirection.get(d).asMap(),
                    plan,
                    recurrentDropout,
                    regularization,
                    Recurrent.suffix(layer, d),
                    trace != null);
            runs[d].placeInitial(initial[d]);
            finals.add(finalVars(tape, input.batch(), inputs));
        }
        forward(tape.context(), runs, x, input.lengths().total());
        Var y = tape.result(new int[] {input.time(), input.batch(), stride}, inputs);
        if (!input.lengths().areAll(input.time())) {
            Arrays.fill(y.values(), 0, y.count(), 0f);
        }
        for (int d = 0; d < directions; d++) {
            runs[d].copyOutputs(y.values(), d * cell.outputSize(), stride);
            runs[d].copyFinal(finals.get(d), initial[d]);
        }
        List<Var> outputs = new ArrayList<>(List.of(y));
        finals.forEach(vars -> outputs.addAll(List.of(vars)));
        Var[] all = outputs.toArray(new Var[0]);
        for (CellRun run : runs) {
            run.requireFinite(Anomaly.Phase.FORWARD, all);
        }
        for (int d = 0; d < directions && trace != null; d++) {
            runs[d].traceGates(trace, d);
        }
        tape.record(all, gradients -> backward(gradients, runs, x, all, finals, initial, trace));
        return new Result(y, finals);
    }

    private void backward(
            Gradients gradients,
            CellRun[] runs,
            Var x,
            Var[] outputs,
            List<Var[]> finals,
            @Nullable Var[][] initial,
            @Nullable LayerTrace trace) {
        Var y = outputs[0];
        Context context = x.tape().context();
        int directions = runs.length;
        CellRun.Backward[] backwards = new CellRun.Backward[directions];
        for (int d = 0; d < directions; d++) {
            backwards[d] = runs[d].new Backward(gradients, x.requiresGradient(), gradients.has(y));
            if (gradients.has(y)) {
                backwards[d].addOutputs(gradients.of(y), d * cell.outputSize(), y.size(2));
            }
            backwards[d].addFinal(finals.get(d), initial[d]);
        }
        float[] dx = x.requiresGradient() ? gradients.of(x) : null;
        // Two directions add to the same elements: in their order, after the steps.
        float[] byStep = directions == 1 && runs[0].inputByStep() ? dx : null;
        inShares(context, runs, (d, share, scratch) -> backwards[d].steps(byStep, share, scratch));
        for (CellRun run : runs) {
            run.requireFinite(Anomaly.Phase.BACKWARD, outputs);
        }
        for (int d = 0; d < directions && trace != null; d++) {
            backwards[d].traceGradients(trace, d);
        }
        boolean inputIsRead = Arrays.stream(runs).anyMatch(CellRun::trainsInputWeight);
        PackedMatrix packedInput = inputIsRead ? runs[0].packInput(x) : null;
        for (int d = directions - 1; d >= 0; d--) {
            backwards[d].initialStates(initial[d]);
            backwards[d].weights(packedInput);
            if (dx != null && byStep == null) {
                backwards[d].input(dx);
            }
        }
    }

    private Var[] inputs(Tape tape, Var x, @Nullable Var[][] initial) {
        List<Var> inputs = new ArrayList<>(List.of(x));
        for (Parameters parameters : byDirection) {
            parameters.forEach((name, parameter) -> inputs.add(tape.parameter(parameter)));
        }
        for (Var[] states : initial) {
            for (Var state : states) {
                if (state != null) {
                    inputs.add(state);
                }
            }
        }
        return inputs.toArray(new Var[0]);
    }

    private Var[] finalVars(Tape tape, int batch, Var[] inputs) {
        Var[] vars = new Var[cell.states().size()];
        for (int i = 0; i < vars.length; i++) {
            vars[i] = tape.result(new int[] {batch, cell.states().get(i).width()}, inputs);
        }
        return vars;
    }

    private void forward(Context context, CellRun[] runs, Var x, int total) {
        int parts = Parallel.parts(context, operations(total, cell.inputSize()));
        float[] source = x.values();
        for (CellRun run : runs) {
            if (!run.inputByStep()) {
                context.parallel(
                        parts,
                        (part, scratch) -> run.forwardInput(
                                source,
                                Parallel.bound(total, parts, part),
                                Parallel.bound(total, parts, part + 1),
                                scratch));
            }
        }
        inShares(context, runs, (d, share, scratch) -> runs[d].forwardSteps(source, share, scratch));
    }

    /** Of the products of all gates with so many values at all steps. */
    private long operations(int total, int depth) {
        return 2L * total * cell.inputSlot().width() * depth;
    }

    @FunctionalInterface
    private interface Work {
        void run(int direction, Share share, org.rnn4j.kernel.Scratch scratch);
    }

    /** Divides the rows of all directions among the threads, or the columns of one direction that has few. */
    private void inShares(Context context, CellRun[] runs, Work work) {
        int directions = runs.length;
        long operations = directions * operations(runs[0].totalSteps(), cell.inputSize() + cell.hiddenSize());
        int threads = Parallel.parts(context, operations);
        if (threads > 1 && directions == 1 && sharesColumns(runs[0], threads)) {
            int rows = runs[0].rows();
            context.together(
                    threads,
                    (part, parts, barrier, scratch) ->
                            work.run(0, Share.ofColumns(rows, part, parts, barrier), scratch));
            return;
        }
        int[][] bounds = new int[directions][];
        for (int d = 0; d < directions; d++) {
            bounds[d] = runs[d].shares((threads + directions - 1) / directions);
        }
        int shares = directions * (bounds[0].length - 1);
        int parts = threads == 1 ? 1 : shares;
        context.parallel(parts, (part, scratch) -> {
            for (int i = part; i < shares; i += parts) {
                int[] rows = bounds[i % directions];
                work.run(i % directions, Share.ofRows(rows[i / directions], rows[i / directions + 1]), scratch);
            }
        });
    }

    private boolean sharesColumns(CellRun run, int threads) {
        int rows = run.rows();
        long weights = (long) cell.inputSlot().width() * (cell.inputSize() + cell.hiddenSize());
        return run.canShareColumns()
                && rows < ROWS_FOR_SHARES_OF_ROWS * threads
                && rows * weights > OPERATIONS_WORTH_MEETING;
    }

    @Override
    public StreamRunner stream(Context context, int batch) {
        return new CellStream(context, cell, byDirection.get(0), regularization.zoneout(), batch);
    }
}
