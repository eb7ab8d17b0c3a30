package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.List;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;

/** Differentiable copies of rows between the whole batch and the sequences that are alive at a step. */
final class RowOperations {
    private RowOperations() {}

    /** The matrix with the given rows replaced: row {@code rows[i]} becomes row i of {@code fresh}. */
    static Var replace(Tape tape, Var matrix, int[] rows, Var fresh) {
        int width = matrix.size(1);
        Var result = tape.result(matrix.shape(), matrix, fresh);
        System.arraycopy(matrix.values(), 0, result.values(), 0, matrix.count());
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(fresh.values(), i * width, result.values(), rows[i] * width, width);
        }
        return tape.record(result, gradients -> replaceBackward(gradients, matrix, rows, fresh, result));
    }

    private static void replaceBackward(Gradients gradients, Var matrix, int[] rows, Var fresh, Var result) {
        int width = matrix.size(1);
        float[] source = gradients.of(result);
        if (fresh.requiresGradient()) {
            for (int i = 0; i < rows.length; i++) {
                add(source, rows[i] * width, gradients.of(fresh), i * width, width);
            }
        }
        if (matrix.requiresGradient()) {
            int next = 0; // rows ascend
            for (int b = 0; b < matrix.size(0); b++) {
                if (next < rows.length && rows[next] == b) {
                    next++;
                } else {
                    add(source, b * width, gradients.of(matrix), b * width, width);
                }
            }
        }
    }

    /** The value times a mask of the same shape; where the mask is 0 nothing passes, in either direction. */
    static Var masked(Var value, Var mask) {
        Var result = value.tape().result(value.shape(), value);
        Kernels kernels = value.tape().context().kernels();
        kernels.applyMask(mask.values(), 0, value.values(), 0, result.values(), 0, value.count());
        return value.tape().record(result, gradients -> {
            kernels.addMasked(mask.values(), 0, gradients.of(result), 0, gradients.of(value), 0, value.count());
        });
    }

    /**
     * Outputs [time, batch, sum of widths] from pieces: piece p holds the rows {@code rows.get(p)} of step {@code
     * steps.get(p)}, in columns from {@code columns.get(p)} on; what no piece covers is +0.
     */
    static Var assemble(Tape tape, int[] shape, List<Piece> pieces) {
        Var[] inputs = pieces.stream().map(Piece::values).toArray(Var[]::new);
        Var result = tape.result(shape, inputs);
        Arrays.fill(result.values(), 0, result.count(), 0f);
        for (Piece piece : pieces) {
            for (int i = 0; i < piece.rows().length; i++) {
                int width = piece.values().size(1);
                System.arraycopy(piece.values().values(), i * width, result.values(), at(shape, piece, i), width);
            }
        }
        return tape.record(result, gradients -> {
            for (int p = pieces.size() - 1; p >= 0; p--) {
                assembleBackward(gradients, shape, pieces.get(p), result);
            }
        });
    }

    private static void assembleBackward(Gradients gradients, int[] shape, Piece piece, Var result) {
        if (piece.values().requiresGradient()) {
            int width = piece.values().size(1);
            for (int i = 0; i < piece.rows().length; i++) {
                add(gradients.of(result), at(shape, piece, i), gradients.of(piece.values()), i * width, width);
            }
        }
    }

    private static int at(int[] shape, Piece piece, int i) {
        return (piece.step() * shape[1] + piece.rows()[i]) * shape[2] + piece.column();
    }

    /** Some rows of one step: values [rows, width] for sequences {@code rows}, from {@code column} on. */
    record Piece(int step, int[] rows, int column, Var values) {}

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int j = 0; j < count; j++) {
            target[to + j] += source[from + j];
        }
    }
}
