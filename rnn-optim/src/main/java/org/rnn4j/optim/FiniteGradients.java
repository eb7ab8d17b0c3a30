package org.rnn4j.optim;

import java.util.Arrays;
import java.util.List;
import org.rnn4j.kernel.Reductions;

/** The check that gradients are finite. */
final class FiniteGradients {
    private FiniteGradients() {}

    static void require(String owner, List<Slot> slots) {
        for (Slot slot : slots) {
            int i = firstNonFinite(slot.gradient(), slot.count());
            if (i >= 0) {
                throw new NonFiniteException(owner + ": expected finite gradients, but element " + i
                        + " of the gradient of " + slot.name()
                        + Arrays.toString(slot.parameter().shape()) + " is " + slot.gradient()[i]
                        + "; nothing was changed. Look at the loss and the inputs, or lower the learning rate");
            }
        }
    }

    static boolean areFinite(List<Slot> slots) {
        for (Slot slot : slots) {
            float[] g = slot.gradient();
            if (!slot.allRanges((from, to) -> Reductions.areFinite(g, from, to - from))) {
                return false;
            }
        }
        return true;
    }

    private static int firstNonFinite(float[] g, int count) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(g[i])) {
                return i;
            }
        }
        return -1;
    }
}
