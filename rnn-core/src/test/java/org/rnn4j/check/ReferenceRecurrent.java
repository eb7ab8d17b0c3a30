package org.rnn4j.check;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recurrent stacks in double arithmetic, forward only, one sequence at a time, straight from the formulas: slow and
 * obvious, to be differentiated by differences.
 */
final class ReferenceRecurrent {
    enum Kind {
        RNN_TANH,
        RNN_RELU,
        LSTM,
        GRU,
        GRU_RESET_BEFORE
    }

    /** What a stack is made of; {@code projection} 0 means none. */
    record Stack(
            Kind kind,
            int input,
            int hidden,
            int layers,
            boolean bidirectional,
            boolean bias,
            int projection,
            boolean residual) {
        int directions() {
            return bidirectional ? 2 : 1;
        }

        /** The width of one direction's output. */
        int output() {
            return projection > 0 ? projection : hidden;
        }
    }

    /** Factors of 0 or 1 / (1 - rate); null where nothing is dropped. */
    interface Masks {
        /** Of the stack's input: the same at every step. */
        double input(int sequence, int feature);

        /** Between layers {@code layer - 1} and {@code layer}: another one at every step. */
        double between(int layer, int step, int sequence, int feature);

        /** Of the hidden values that enter recurrent products: the same at every step. */
        double recurrent(int layer, int direction, int sequence, int feature);

        /** Whether a value of a state keeps what it was before the step. */
        boolean zoneout(int layer, int direction, String state, int step, int sequence, int feature);
    }

    /** The results for one sequence: outputs by step, and final states by name. */
    record Result(double[][] outputs, Map<String, double[]> states) {}

    private final Stack stack;
    private final Map<String, double[]> parameters;
    private final Masks masks;

    /** Which units of ReLU were on, as a hash: differences across a kink mean nothing. */
    private long pattern;

    /** The smallest argument of ReLU, as a share of the largest value that went into it. */
    private double nearestKink = Double.POSITIVE_INFINITY;

    ReferenceRecurrent(Stack stack, Map<String, double[]> parameters, Masks masks) {
        this.stack = stack;
        this.parameters = parameters;
        this.masks = masks;
    }

    /** A number that changes when a unit of ReLU goes on or off; over all runs since the last call. */
    long takePattern() {
        long taken = pattern;
        pattern = 0;
        return taken;
    }

    double nearestKink() {
        return nearestKink;
    }

    static String suffix(int layer, int direction) {
        return "_l" + layer + (direction == 1 ? "_reverse" : "");
    }

    /** Sequence number {@code b}: x by valid step, initial states by name. */
    Result run(int b, double[][] x, Map<String, double[]> initial) {
        Map<String, double[]> finals = new LinkedHashMap<>();
        double[][] current = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            current[t] = x[t].clone();
            for (int f = 0; f < x[t].length; f++) {
                current[t][f] *= masks.input(b, f);
            }
        }
        for (int layer = 0; layer < stack.layers(); layer++) {
            if (layer > 0) {
                for (int t = 0; t < current.length; t++) {
                    for (int f = 0; f < current[t].length; f++) {
                        current[t][f] *= masks.between(layer, t, b, f);
                    }
                }
            }
            double[][] next = new double[current.length][stack.directions() * stack.output()];
            for (int d = 0; d < stack.directions(); d++) {
                direction(layer, d, b, current, next, initial, finals);
            }
            if (stack.residual() && layer > 0) {
                for (int t = 0; t < next.length; t++) {
                    for (int f = 0; f < next[t].length; f++) {
                        next[t][f] += current[t][f];
                    }
                }
            }
            current = next;
        }
        return new Result(current, finals);
    }

    private void direction(
            int layer,
            int d,
            int b,
            double[][] x,
            double[][] outputs,
            Map<String, double[]> initial,
            Map<String, double[]> finals) {
        String suffix = suffix(layer, d);
        double[] h = initial.getOrDefault("h" + suffix, new double[stack.output()]);
        double[] c = initial.getOrDefault("c" + suffix, new double[stack.hidden()]);
        for (int s = 0; s < x.length; s++) {
            int t = d == 0 ? s : x.length - 1 - s;
            double[] oldH = h;
            double[] oldC = c;
            double[] dropped = new double[stack.output()];
            for (int j = 0; j < dropped.length; j++) {
                dropped[j] = h[j] * masks.recurrent(layer, d, b, j);
            }
            switch (stack.kind()) {
                case RNN_TANH, RNN_RELU -> h = vanilla(suffix, x[t], dropped);
                case GRU -> h = gru(suffix, x[t], h, dropped);
                case GRU_RESET_BEFORE -> h = gruResetBefore(suffix, x[t], h, layer, d, b, dropped);
                case LSTM -> {
                    double[][] state = lstm(suffix, x[t], dropped, c);
                    h = state[0];
                    c = state[1];
                }
            }
            h = zoned("h", layer, d, b, t, oldH, h);
            c = zoned("c", layer, d, b, t, oldC, c);
            System.arraycopy(h, 0, outputs[t], d * stack.output(), stack.output());
        }
        finals.put("h" + suffix, h);
        if (stack.kind() == Kind.LSTM) {
            finals.put("c" + suffix, c);
        }
    }

    private double[] zoned(String state, int layer, int d, int b, int t, double[] before, double[] made) {
        double[] after = new double[made.length];
        for (int j = 0; j < after.length; j++) {
            after[j] = masks.zoneout(layer, d, state, t, b, j) ? before[j] : made[j];
        }
        return after;
    }

    /** W v + b for rows {@code from} to {@code from + count - 1}. */
    private double[] affine(String weight, String bias, int from, int count, double[] v) {
        double[] w = parameters.get(weight);
        double[] b = parameters.get(bias);
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = stack.bias() ? b[from + i] : 0;
            for (int k = 0; k < v.length; k++) {
                sum += w[(from + i) * v.length + k] * v[k];
            }
            result[i] = sum;
        }
        return result;
    }

    private double[] gate(String suffix, int number, double[] x, double[] h) {
        int hidden = stack.hidden();
        double[] a = affine("weight_ih" + suffix, "bias_ih" + suffix, number * hidden, hidden, x);
        double[] b = affine("weight_hh" + suffix, "bias_hh" + suffix, number * hidden, hidden, h);
        for (int j = 0; j < hidden; j++) {
            a[j] += b[j];
        }
        return a;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private double[] vanilla(String suffix, double[] x, double[] h) {
        double[] a = gate(suffix, 0, x, h);
        for (int j = 0; j < a.length; j++) {
            a[j] = stack.kind() == Kind.RNN_TANH ? StrictMath.tanh(a[j]) : relu(a[j], h);
        }
        return a;
    }

    private double relu(double a, double[] h) {
        double largest = 1;
        for (double value : h) {
            largest = Math.max(largest, Math.abs(value));
        }
        nearestKink = Math.min(nearestKink, Math.abs(a) / largest);
        pattern = pattern * 31 + (a > 0 ? 1 : 0);
        return Math.max(0, a);
    }

    private double[][] lstm(String suffix, double[] x, double[] h, double[] c) {
        double[] i = gate(suffix, 0, x, h);
        double[] f = gate(suffix, 1, x, h);
        double[] g = gate(suffix, 2, x, h);
        double[] o = gate(suffix, 3, x, h);
        double[] newC = new double[c.length];
        double[] newH = new double[c.length];
        for (int j = 0; j < c.length; j++) {
            newC[j] = sigmoid(f[j]) * c[j] + sigmoid(i[j]) * StrictMath.tanh(g[j]);
            newH[j] = sigmoid(o[j]) * StrictMath.tanh(newC[j]);
        }
        return new double[][] {stack.projection() == 0 ? newH : project(suffix, newH), newC};
    }

    private double[] project(String suffix, double[] h) {
        double[] w = parameters.get("weight_hr" + suffix);
        double[] result = new double[stack.projection()];
        for (int i = 0; i < result.length; i++) {
            for (int k = 0; k < h.length; k++) {
                result[i] += w[i * h.length + k] * h[k];
            }
        }
        return result;
    }

    private double[] gru(String suffix, double[] x, double[] h, double[] dropped) {
        int hidden = stack.hidden();
        double[] r = gate(suffix, 0, x, dropped);
        double[] z = gate(suffix, 1, x, dropped);
        double[] ofInput = affine("weight_ih" + suffix, "bias_ih" + suffix, 2 * hidden, hidden, x);
        double[] ofHidden = affine("weight_hh" + suffix, "bias_hh" + suffix, 2 * hidden, hidden, dropped);
        double[] result = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double n = StrictMath.tanh(ofInput[j] + sigmoid(r[j]) * ofHidden[j]);
            result[j] = (1 - sigmoid(z[j])) * n + sigmoid(z[j]) * h[j];
        }
        return result;
    }

    private double[] gruResetBefore(String suffix, double[] x, double[] h, int layer, int d, int b, double[] dropped) {
        int hidden = stack.hidden();
        double[] r = gate(suffix, 0, x, dropped);
        double[] z = gate(suffix, 1, x, dropped);
        double[] resetH = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            resetH[j] = sigmoid(r[j]) * h[j] * masks.recurrent(layer, d, b, j);
        }
        double[] n = gate(suffix, 2, x, resetH);
        double[] result = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            result[j] = (1 - sigmoid(z[j])) * StrictMath.tanh(n[j]) + sigmoid(z[j]) * h[j];
        }
        return result;
    }

    /** The output after the whole sequence, as {@code RecurrentOutput.finalOutput} says. */
    double[] finalOutput(Result result) {
        int width = stack.output();
        double[] output = new double[stack.directions() * width];
        int steps = result.outputs().length;
        for (int d = 0; d < stack.directions() && steps > 0; d++) {
            System.arraycopy(result.outputs()[d == 0 ? steps - 1 : 0], d * width, output, d * width, width);
        }
        return output;
    }
}
