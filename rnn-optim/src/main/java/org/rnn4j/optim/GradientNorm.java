package org.rnn4j.optim;

import java.util.BitSet;
import java.util.List;
import org.rnn4j.kernel.Reductions;

/** Norms of gradients, computed in double, and what clipping them shares. */
final class GradientNorm {
    /** What is added to a norm before the division, as in PyTorch. */
    static final double MARGIN = 1e-6;

    private GradientNorm() {}

    static void requireOrder(String owner, double order) {
        Require.that(
                order == 1 || order == 2 || order == Double.POSITIVE_INFINITY,
                owner,
                "the order",
                "1, 2 or infinity",
                order);
    }

    /** The norm of all gradients together. */
    static double of(List<Slot> slots, double order) {
        double total = 0;
        for (Slot slot : slots) {
            double part = total(slot, order);
            total = order == Double.POSITIVE_INFINITY ? Math.max(total, part) : total + part;
        }
        return order == 2 ? Math.sqrt(total) : total;
    }

    /** The norm of one gradient. */
    static double of(Slot slot, double order) {
        double total = total(slot, order);
        return order == 2 ? Math.sqrt(total) : total;
    }

    private static double total(Slot slot, double order) {
        float[] g = slot.gradient();
        int count = slot.count();
        if (order == Double.POSITIVE_INFINITY) {
            return largest(g, count);
        }
        if (order == 1) {
            return Reductions.sum(g, 0, count, Math::abs);
        }
        BitSet rows = slot.rows();
        return rows == null
                ? Reductions.sumOfSquares(g, 0, count)
                : Reductions.sumOfSquares(
                        g, count, rows, count / slot.parameter().size(0));
    }

    private static float largest(float[] g, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(g[i]));
        }
        return largest;
    }

    static void scale(Slot slot, float factor) {
        float[] g = slot.gradient();
        slot.allRanges((from, to) -> {
            for (int i = from; i < to; i++) {
                g[i] = factor * g[i];
            }
            return true;
        });
    }
}
