package org.rnn4j.recurrent;

/**
 * The norms of the gradient of a loss with respect to a state of a recurrent stack, by time step: how much of the loss
 * reaches back to each step. Immutable.
 *
 * <p>The norm of step t is the L2 norm, over all sequences and units, of the gradient of the state as it was after step
 * t: what the output of that step and all later steps (in the backward direction: earlier ones) contribute. Norms that
 * shrink by orders of magnitude away from where the loss is are a vanishing gradient, norms that grow an exploding one
 * (Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and Bengio 2013).
 */
public final class GradientTrace {
    private final String name;
    private final double[] norms;

    /** A trace of a state with these norms by step. */
    GradientTrace(String name, double[] norms) {
        this.name = name;
        this.norms = norms;
    }

    /** The state with its layer and direction, for example {@code h_l0} or {@code c_l1_reverse}. */
    public String name() {
        return name;
    }

    /** The number of time steps. */
    public int steps() {
        return norms.length;
    }

    /** The norm of the gradient of the state after step {@code step}. */
    public double norm(int step) {
        return norms[step];
    }

    /** All norms, by step. */
    public double[] norms() {
        return norms.clone();
    }

    /** The name and the norms at both ends. */
    @Override
    public String toString() {
        return "GradientTrace(" + name
                + (norms.length == 0
                        ? ")"
                        : ": " + norms[0] + " at step 0, " + norms[norms.length - 1] + " at the last)");
    }
}
