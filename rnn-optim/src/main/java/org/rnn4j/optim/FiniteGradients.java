package org.rnn4j.optim;

import java.util.Arrays;
import java.util.List;

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
            if (!areFinite(slot.gradient(), slot.count())) {
                return false;
            }
        }
        return true;
    }

    // 0 times a finite number is 0, everything else becomes NaN and stays; eight sums do not wait for each other.
    private static boolean areFinite(float[] g, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float h = 0;
        float k = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            a += 0 * g[i];
            b += 0 * g[i + 1];
            c += 0 * g[i + 2];
            d += 0 * g[i + 3];
            e += 0 * g[i + 4];
            f += 0 * g[i + 5];
            h += 0 * g[i + 6];
            k += 0 * g[i + 7];
        }
        for (; i < count; i++) {
            a += 0 * g[i];
        }
        return a + b + c + d + e + f + h + k == 0;
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
