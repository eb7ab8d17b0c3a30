package org.rnn4j.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;

/**
 * Sets values to 0 at random while training and multiplies the others by {@code 1 / (1 - rate)} (Srivastava et al.
 * 2014). On an inference tape, or at rate 0, it returns its input itself.
 *
 * <p>The mask is a function of the tape's next key, the row, the step and the feature. A locked dropout uses one mask
 * for all steps of a sequence (Gal and Ghahramani 2016); on a plain value both kinds are the same.
 */
public final class Dropout implements Layer {
    private final double rate;
    private final boolean locked;

    private Dropout(double rate, boolean locked) {
        DropoutMask.requireRate("Dropout", rate);
        this.rate = rate;
        this.locked = locked;
    }

    /** Dropout with a new mask at every step; the rate is in [0, 1). */
    public Dropout(double rate) {
        this(rate, false);
    }

    /** Dropout with one mask for all steps of a sequence; the rate is in [0, 1). */
    public static Dropout locked(double rate) {
        return new Dropout(rate, true);
    }

    /** The probability of a value to be set to 0. */
    public double rate() {
        return rate;
    }

    /** Whether all steps of a sequence share one mask. */
    public boolean isLocked() {
        return locked;
    }

    private boolean isIdle(Tape tape) {
        return rate == 0 || !tape.isTraining();
    }

    /** The value with dropout; a row of the mask for every row of the last axis. */
    @Override
    public Var forward(Var input) {
        if (isIdle(input.tape()) || input.count() == 0) {
            return input;
        }
        int width = input.rank() == 0 ? 1 : input.size(-1);
        int rows = input.count() / width;
        float[] masks = input.tape().borrow(input.count());
        DropoutMask.fillRows(input.tape().context().kernels(), input.tape().nextKey(), rate, rows, 0, masks, width);
        return apply(input, masks, null, rows, width, rows);
    }

    /** The sequence with dropout; the mask's row is the number of the sequence, its step the time step. */
    @Override
    public Sequence forward(Sequence input) {
        Tape tape = input.tape();
        if (isIdle(tape)) {
            return input;
        }
        int batch = input.batch();
        int width = input.features();
        int[] rows = input.validRows();
        int count = input.lengths().total();
        int maskRows = locked ? batch : input.time() * batch;
        float[] masks = tape.borrow(maskRows * width);
        RandomKey key = tape.nextKey();
        Kernels kernels = tape.context().kernels();
        if (locked) {
            DropoutMask.fillRows(kernels, key, rate, batch, 0, masks, width);
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                DropoutMask.fill(kernels, key, rate, row % batch, row / batch, masks, row * width, width);
            }
        }
        return input.withValues(apply(input.values(), masks, rows, count, width, maskRows));
    }

    /** Row r takes row {@code r % maskRows} of the masks. */
    private static Var apply(Var input, float[] masks, int @Nullable [] rows, int count, int width, int maskRows) {
        Var output = input.tape().result(input.shape(), input);
        Kernels kernels = input.tape().context().kernels();
        float[] x = input.values();
        float[] y = output.values();
        if (rows != null) {
            Arrays.fill(y, 0, output.count(), 0f);
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            kernels.applyMask(masks, row % maskRows * width, x, row * width, y, row * width, width);
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                kernels.addMasked(masks, row % maskRows * width, dy, row * width, dx, row * width, width);
            }
        });
    }

    @Override
    public Parameters parameters() {
        return Parameters.none();
    }

    @Override
    public String toString() {
        return (locked ? "Dropout.locked(" : "Dropout(") + rate + ")";
    }
}
