package org.rnn4j.recurrent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;

/** {@link Zoneout} of one direction of an unrolled layer in one pass, on differentiable values. */
final class UnrolledZoneout {
    private final Zoneout zoneout;
    private final @Nullable RandomKey key;

    UnrolledZoneout(Zoneout zoneout, Tape tape) {
        this.zoneout = zoneout;
        key = zoneout.isOn() && tape.isTraining() ? tape.nextKey() : null;
    }

    /** The states after step t, from those before it and those that the cell made, each [rows, width]. */
    Map<String, Var> apply(UnrolledCell.PreviousStates before, Map<String, Var> made, int[] sequences, int t) {
        if (!zoneout.isOn()) {
            return made;
        }
        Map<String, Var> after = new LinkedHashMap<>();
        made.forEach((name, var) -> after.put(name, apply(name, before.get(name), var, sequences, t)));
        return after;
    }

    private Var apply(String name, Var before, Var made, int[] sequences, int t) {
        double rate = zoneout.rate(name);
        if (rate == 0) {
            return made;
        }
        return key == null
                ? before.times((float) rate).plus(made.times((float) (1 - rate)))
                : before.where(kept(before.tape().context().kernels(), name, rate, sequences, t, made.size(1)), made);
    }

    private boolean[] kept(Kernels kernels, String name, double rate, int[] sequences, int t, int width) {
        RandomKey own = Objects.requireNonNull(key).child(name);
        float[] row = new float[width];
        boolean[] kept = new boolean[sequences.length * width];
        for (int r = 0; r < sequences.length; r++) {
            Zoneout.fill(kernels, own, rate, sequences[r], t, row, 0, width);
            for (int j = 0; j < width; j++) {
                kept[r * width + j] = row[j] != 0f;
            }
        }
        return kept;
    }
}
