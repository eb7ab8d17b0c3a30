package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.AnomalyWatch;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.layer.DropoutMask;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** A layer of {@link UnrolledCell}s: every step sees only the sequences that are alive, in the caller's order. */
final class UnrolledLayer implements LayerRunner {
    private final List<UnrolledCell> cells;
    private final Zoneout zoneout;

    UnrolledLayer(List<UnrolledCell> cells, Zoneout zoneout) {
        this.cells = cells;
        this.zoneout = zoneout;
    }

    @Override
    public Parameters parameters(int direction) {
        return cells.get(direction).parameters();
    }

    @Override
    public Map<String, Integer> stateWidths() {
        Map<String, Integer> widths = new LinkedHashMap<>();
        cells.get(0).states().forEach(state -> widths.put(state.name(), state.width()));
        return widths;
    }

    @Override
    public int outputSize() {
        return stateWidths().values().iterator().next();
    }

    @Override
    public Result run(Sequence input, @Nullable Var[][] initial, double recurrentDropout, @Nullable LayerTrace trace) {
        Tape tape = input.tape();
        List<RowOperations.Piece> pieces = new ArrayList<>();
        List<Var[]> finals = new ArrayList<>();
        for (int d = 0; d < cells.size(); d++) {
            Map<String, Var> states = new LinkedHashMap<>();
            int i = 0;
            for (Map.Entry<String, Integer> state : stateWidths().entrySet()) {
                Var given = initial[d][i++];
                Tensor zeros = Tensor.zeros(input.batch(), state.getValue());
                states.put(state.getKey(), given == null ? tape.constant(zeros) : given);
            }
            Map<String, Var> masks = masks(tape, input.batch(), recurrentDropout);
            runDirection(input, d, states, masks, pieces, trace);
            finals.add(states.values().toArray(new Var[0]));
        }
        int[] shape = {input.time(), input.batch(), cells.size() * outputSize()};
        return new Result(RowOperations.assemble(tape, shape, pieces), finals);
    }

    private Map<String, Var> masks(Tape tape, int batch, double rate) {
        Map<String, Var> masks = new LinkedHashMap<>();
        if (rate > 0 && tape.isTraining()) {
            RandomKey key = tape.nextKey();
            Kernels kernels = tape.context().kernels();
            stateWidths().forEach((name, width) -> {
                Tensor mask = Tensor.zeros(batch, width);
                for (int b = 0; b < batch; b++) {
                    DropoutMask.fill(kernels, key, rate, b, 0, mask.values(), b * width, width);
                }
                masks.put(name, tape.constant(mask));
            });
        }
        return masks;
    }

    private void runDirection(
            Sequence input,
            int d,
            Map<String, Var> states,
            Map<String, Var> masks,
            List<RowOperations.Piece> pieces,
            @Nullable LayerTrace trace) {
        Tape tape = input.tape();
        Var x = input.values().reshape(input.time() * input.batch(), input.features());
        int steps = input.lengths().max();
        UnrolledZoneout zoning = new UnrolledZoneout(zoneout, tape);
        for (int s = 0; s < steps; s++) {
            int t = d == 0 ? s : steps - 1 - s;
            int[] rows = alive(input.lengths(), t);
            int[] inputRows =
                    Arrays.stream(rows).map(b -> t * input.batch() + b).toArray();
            boolean all = rows.length == input.batch();
            AnomalyWatch anomalies = tape.anomalies();
            if (anomalies != null) {
                anomalies.locate(t, rows);
            }
            Previous before = previous(states, masks, rows, all);
            Map<String, Var> made = cells.get(d).step(tape, x.selectRows(inputRows), before);
            before.requireMasksUsed(cells.get(d));
            requireStates(stateWidths(), made, rows.length);
            Map<String, Var> after = zoning.apply(before, made, rows, t);
            if (trace != null) {
                after.forEach((name, var) -> trace.trace().add(name + Recurrent.suffix(trace.layer(), d), t, var));
            }
            states.replaceAll((name, whole) -> {
                Var fresh = Objects.requireNonNull(after.get(name));
                return all ? fresh : RowOperations.replace(tape, whole, rows, fresh);
            });
            String outputName = stateWidths().keySet().iterator().next();
            Var output = Objects.requireNonNull(after.get(outputName));
            pieces.add(new RowOperations.Piece(t, rows, d * outputSize(), output));
            if (anomalies != null) {
                anomalies.locate(-1, null);
            }
        }
    }

    private static int[] alive(Lengths lengths, int t) {
        int[] rows = new int[lengths.batch()];
        int count = 0;
        for (int b = 0; b < rows.length; b++) {
            if (t < lengths.get(b)) {
                rows[count++] = b;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private static Previous previous(Map<String, Var> states, Map<String, Var> masks, int[] rows, boolean all) {
        Map<String, Var> selected = new LinkedHashMap<>();
        states.forEach((name, whole) -> selected.put(name, all ? whole : whole.selectRows(rows)));
        return new Previous(selected, masks, rows, all);
    }

    private static final class Previous implements UnrolledCell.PreviousStates {
        private final Map<String, Var> states;
        private final Map<String, Var> masks;
        private final int[] rows;
        private final boolean all;
        private boolean masksUsed;

        Previous(Map<String, Var> states, Map<String, Var> masks, int[] rows, boolean all) {
            this.states = states;
            this.masks = masks;
            this.rows = rows;
            this.all = all;
        }

        void requireMasksUsed(UnrolledCell cell) {
            if (!masks.isEmpty() && !masksUsed) {
                throw new IllegalStateException("Recurrent: recurrent dropout has no effect on "
                        + cell.getClass().getSimpleName() + ", whose step reads no state with forProducts");
            }
        }

        @Override
        public Var get(String name) {
            Var state = states.get(name);
            if (state == null) {
                throw new IllegalArgumentException(
                        "UnrolledCell: there is no state " + name + "; the states are " + states.keySet());
            }
            return state;
        }

        @Override
        public Var forProducts(String name) {
            masksUsed = true;
            Var mask = masks.get(name);
            return mask == null ? get(name) : RowOperations.masked(get(name), all ? mask : mask.selectRows(rows));
        }
    }

    private static void requireStates(Map<String, Integer> widths, Map<String, Var> states, int rows) {
        if (!states.keySet().equals(widths.keySet())) {
            throw new IllegalStateException("UnrolledCell: a step must return the states " + widths.keySet()
                    + ", but returned " + states.keySet());
        }
        widths.forEach((name, width) -> {
            Var var = Objects.requireNonNull(states.get(name));
            if (var.rank() != 2 || var.size(0) != rows || var.size(1) != width) {
                throw new IllegalStateException("UnrolledCell: expected state " + name + " as [" + rows + ", " + width
                        + "], but the step returned " + var);
            }
        });
    }

    @Override
    public StreamRunner stream(Context context, int batch) {
        return new UnrolledStream(context, cells.get(0), zoneout, batch);
    }

    /** Steps on an inference tape each. */
    private static final class UnrolledStream implements StreamRunner {
        private final Context context;
        private final UnrolledCell cell;
        private final Zoneout zoneout;
        private final int batch;
        private final float[] output;
        private Map<String, Tensor> states = new LinkedHashMap<>();
        private Map<String, Tensor> next = Map.of();

        UnrolledStream(Context context, UnrolledCell cell, Zoneout zoneout, int batch) {
            this.context = context;
            this.cell = cell;
            this.zoneout = zoneout;
            this.batch = batch;
            cell.states().forEach(state -> states.put(state.name(), Tensor.zeros(batch, state.width())));
            output = new float[states.values().iterator().next().count()];
        }

        @Override
        public void step(float[] input) {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            try (Tape tape = Tape.inference(context)) {
                Map<String, Var> vars = new LinkedHashMap<>();
                Map<String, Integer> widths = new LinkedHashMap<>();
                states.forEach((name, tensor) -> {
                    vars.put(name, tape.constant(tensor));
                    widths.put(name, tensor.size(1));
                });
                Var x = tape.constant(Tensor.of(input, batch, input.length / batch));
                Previous before = new Previous(vars, Map.of(), new int[0], true);
                Map<String, Var> made = cell.step(tape, x, before);
                requireStates(widths, made, batch);
                Map<String, Var> after = new UnrolledZoneout(zoneout, tape).apply(before, made, new int[0], 0);
                widths.keySet()
                        .forEach(name -> copies.put(
                                name, Objects.requireNonNull(after.get(name)).toTensor()));
            }
            next = copies;
            System.arraycopy(copies.values().iterator().next().values(), 0, output, 0, output.length);
        }

        @Override
        public void commit() {
            states = next;
        }

        @Override
        public float[] output() {
            return output;
        }

        @Override
        public Map<String, Tensor> states() {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            states.forEach((name, tensor) -> copies.put(name, tensor.copy()));
            return copies;
        }

        @Override
        public void setStates(Map<String, Tensor> newStates) {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            states.keySet()
                    .forEach(name -> copies.put(
                            name, Objects.requireNonNull(newStates.get(name)).copy()));
            states = copies;
        }

        @Override
        public void close() {
            // holds nothing between steps
        }
    }
}
