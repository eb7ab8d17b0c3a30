package org.rnn4j.optim;

import org.rnn4j.tensor.Tensor;

/** What the averages of weights share. */
final class Averages {
    private Averages() {}

    /** {@code a = fma(share, p - a, a)}. */
    static void move(float[] a, float[] p, int count, float share) {
        for (int i = 0; i < count; i++) {
            a[i] = Math.fma(share, p[i] - a[i], a[i]);
        }
    }

    static Tensor copy(Slot slot, String stateName) {
        Tensor copy = Tensor.zeros(slot.parameter().shape());
        System.arraycopy(slot.state(stateName), 0, copy.values(), 0, slot.count());
        return copy;
    }
}
