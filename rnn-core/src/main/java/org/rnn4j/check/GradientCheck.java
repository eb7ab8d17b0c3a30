package org.rnn4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * Compares the gradients of a layer, a cell or a model with differences of its outputs.
 *
 * <pre>{@code
 * GradientCheck.of(encoder)
 *         .input("x", batch)
 *         .run(context, key, pass -> {
 *             RecurrentOutput output = encoder.forward(pass.sequence("x"));
 *             pass.output(output.sequence()).output(output.finalOutput());
 *         })
 *         .assertPassed();
 * }</pre>
 *
 * <p>The loss f is that of {@link Pass}, summed in double from the float outputs. Every element x of every parameter and
 * of every input is moved, and {@code (8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12h} with h = 0.03 is held
 * against the gradient. An element passes if the two differ by at most 2e-4 of the tensor's largest difference quotient
 * plus what rounding of the outputs to float can cause ({@code 2^-24 / h} times the root of the summed squares of the
 * loss's terms). One that does not is measured once more with half the h, where the bends of the function count a sixteenth.
 * Padding of an input must have gradient 0. Backward runs twice and must give the same bits.
 *
 * <p>Useful data is small and lopsided: at least 3 steps, 2 sequences of different lengths, sizes that differ, values
 * of about 1. A function with a kink (such as ReLU) or a jump near the data fails without being wrong: choose other
 * data. Immutable; parameters are moved and put back, so nothing else may use them meanwhile.
 */
public final class GradientCheck {
    private static final double STEP = 3e-2;
    private static final double TOLERANCE = 2e-4;

    private final Parameters parameters;
    private final Inputs inputs;

    private GradientCheck(Parameters parameters, Inputs inputs) {
        this.parameters = parameters;
        this.inputs = inputs;
    }

    /** A check of all parameters of {@code subject}. */
    public static GradientCheck of(Parameterized subject) {
        return of(subject.parameters());
    }

    /** A check of these parameters; of none for a function of its inputs alone. */
    public static GradientCheck of(Parameters parameters) {
        return new GradientCheck(parameters, Inputs.NONE);
    }

    /** This check with one more input, whose gradient is checked too. */
    public GradientCheck input(String name, Tensor value) {
        return new GradientCheck(parameters, inputs.withNew(name, value));
    }

    /** This check with one more input, whose gradient is checked too: that of its padding must be 0. */
    public GradientCheck input(String name, SeriesBatch value) {
        return new GradientCheck(parameters, inputs.withNew(name, value));
    }

    /** This check with one more input, which has no gradient. */
    public GradientCheck input(String name, TokenBatch value) {
        return new GradientCheck(parameters, inputs.withNew(name, value));
    }

    /**
     * The finding for one tensor.
     *
     * @param name the name of the parameter or input
     * @param passed whether every element is within its limit
     * @param error the largest difference as a share of the largest difference quotient
     * @param position the index of the worst element
     * @param gradient its gradient
     * @param quotient its difference quotient
     */
    public record Finding(
            String name, boolean passed, double error, List<Integer> position, double gradient, double quotient) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: worst at %s: gradient %.9g, difference quotient %.9g, error %.2g of the largest%s",
                    name,
                    position,
                    gradient,
                    quotient,
                    error,
                    passed ? "" : " (too much)");
        }
    }

    /**
     * What a check found.
     *
     * @param findings one for each parameter and each input with a gradient, in order
     */
    public record Report(List<Finding> findings) {
        /** Copies the list. */
        public Report {
            findings = List.copyOf(findings);
        }

        /** Whether every tensor passed. */
        public boolean passed() {
            return findings.stream().allMatch(Finding::passed);
        }

        /**
         * Returns this report if every tensor passed.
         *
         * @throws AssertionError naming each tensor that failed, with the position and both numbers of its worst element
         */
        public Report assertPassed() {
            if (!passed()) {
                StringBuilder text = new StringBuilder("GradientCheck: gradients and differences disagree");
                findings.stream()
                        .filter(finding -> !finding.passed())
                        .forEach(finding -> text.append("\n  ").append(finding));
                throw new AssertionError(text.toString());
            }
            return this;
        }
    }

    /**
     * Runs the check: a forward and two backward passes, then four forward passes for each element.
     *
     * @param key where the weights of the loss and the random choices on the tape come from
     * @throws IllegalStateException if {@code forward} declares no output or backward changes what forward kept
     */
    public Report run(Context context, RandomKey key, Forward forward) {
        return new Run(context, key, forward).report();
    }

    /** One run, with the state it needs. */
    private final class Run {
        private final Context context;
        private final RandomKey tapeKey;
        private final RandomKey weightKey;
        private final Forward forward;
        private final Map<String, Tensor> gradients = new LinkedHashMap<>();
        private double rounding;

        Run(Context context, RandomKey key, Forward forward) {
            this.context = context;
            this.forward = forward;
            tapeKey = key.child("tape");
            weightKey = key.child("weights");
        }

        Report report() {
            collectGradients();
            List<Finding> findings = new ArrayList<>();
            parameters.forEach((name, parameter) -> findings.add(check(name, parameter)));
            inputs.asMap().forEach((name, input) -> {
                if (input instanceof Tensor tensor) {
                    findings.add(check(name, tensor));
                } else if (input instanceof SeriesBatch series) {
                    findings.add(check(name, series));
                }
            });
            return new Report(findings);
        }

        private void collectGradients() {
            try (Tape tape = Tape.training(context, tapeKey)) {
                Pass pass = inputs.enter(tape);
                forward.run(pass);
                Var loss = pass.lossOnTape(weightKey);
                rounding = 0x1p-24 / STEP * pass.magnitude(weightKey);
                gradients.putAll(collect(pass, tape.gradients(loss)));
                collect(pass, tape.gradients(loss)).forEach((name, again) -> {
                    if (!again.equals(Objects.requireNonNull(gradients.get(name)))) {
                        throw new IllegalStateException("GradientCheck: backward gave another gradient of " + name
                                + " when it ran again; it must not change what forward kept");
                    }
                });
            }
        }

        private Map<String, Tensor> collect(Pass pass, Gradients all) {
            Map<String, Tensor> collected = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> collected.put("parameter " + name, all.tensor(parameter)));
            inputs.asMap().forEach((name, input) -> {
                if (input instanceof Tensor) {
                    collected.put("input " + name, all.tensor(pass.value(name)));
                } else if (input instanceof SeriesBatch) {
                    collected.put(
                            "input " + name, all.tensor(pass.sequence(name).values()));
                }
            });
            return collected;
        }

        private double loss(Inputs moved) {
            try (Tape tape = Tape.training(context, tapeKey)) {
                Pass pass = moved.enter(tape);
                forward.run(pass);
                return pass.loss(weightKey);
            }
        }

        private Finding check(String name, Parameter parameter) {
            Tensor original = parameter.toTensor();
            try {
                return compare("parameter " + name, original, element -> true, moved -> {
                    parameter.set(moved);
                    return loss(inputs);
                });
            } finally {
                parameter.set(original);
            }
        }

        private Finding check(String name, Tensor input) {
            return compare("input " + name, input, element -> true, moved -> loss(inputs.with(name, moved)));
        }

        private Finding check(String name, SeriesBatch input) {
            IntPredicate valid = element -> {
                int row = element / input.features();
                return row / input.batch() < input.lengths().get(row % input.batch());
            };
            return compare(
                    "input " + name,
                    input.values(),
                    valid,
                    moved -> loss(inputs.with(name, new SeriesBatch(moved, input.lengths()))));
        }

        private Finding compare(String name, Tensor original, IntPredicate valid, MovedLoss loss) {
            float[] gradient = Objects.requireNonNull(gradients.get(name)).values();
            double[] quotients = new double[original.count()];
            double largest = 0;
            for (int i = 0; i < quotients.length; i++) {
                quotients[i] = valid.test(i) ? quotient(original, i, STEP, loss) : 0;
                largest = Math.max(largest, Math.abs(quotients[i]));
            }
            boolean passed = true;
            double worst = -1;
            int worstAt = 0;
            for (int i = 0; i < quotients.length; i++) {
                double limit = valid.test(i) ? TOLERANCE * largest + rounding : 0;
                if (valid.test(i) && !(Math.abs(gradient[i] - quotients[i]) <= limit)) {
                    quotients[i] = quotient(original, i, STEP / 2, loss);
                    limit += rounding;
                }
                double difference = Math.abs(gradient[i] - quotients[i]);
                passed &= difference <= limit;
                double size = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                if (size > worst) {
                    worst = size;
                    worstAt = i;
                }
            }
            if (quotients.length == 0) {
                return new Finding(name, true, 0, List.of(), 0, 0);
            }
            double error = worst == 0 ? 0 : worst / largest;
            return new Finding(
                    name, passed, error, position(worstAt, original.shape()), gradient[worstAt], quotients[worstAt]);
        }

        private double quotient(Tensor original, int element, double h, MovedLoss loss) {
            float x = original.values()[element];
            Tensor moved = original.copy();
            double[] f = new double[5];
            for (int step = -2; step <= 2; step++) {
                if (step != 0) {
                    moved.values()[element] = (float) (x + step * h);
                    f[step + 2] = loss.of(moved);
                }
            }
            return (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * h);
        }
    }

    private interface MovedLoss {
        double of(Tensor moved);
    }

    private static List<Integer> position(int element, int[] shape) {
        Integer[] position = new Integer[shape.length];
        int rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            position[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return Arrays.asList(position);
    }
}
