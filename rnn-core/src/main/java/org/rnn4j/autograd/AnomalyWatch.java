package org.rnn4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Kernels;

/**
 * For operations: what looks at every value of a tape after {@link Tape#reportAnomalies}, and throws an {@link
 * AnomalyException} at the first one that is not finite. An operation that knows more about its inner values than the
 * tape does looks at them itself and calls {@link #report}. Belongs to the thread of the tape.
 */
public final class AnomalyWatch {
    private final Kernels kernels;
    private final Map<Parameter, String> names = new IdentityHashMap<>();
    /** What each value was made of. */
    private final Map<Var, Var[]> inputs = new IdentityHashMap<>();
    /** By operation, in recorded order. */
    private final List<Recorded> operations = new ArrayList<>();

    private final Map<Parameter, Boolean> finite = new IdentityHashMap<>();
    private int step = -1;
    private int @Nullable [] sequences;

    private record Recorded(String name, Var[] outputs, int step, int @Nullable [] sequences) {}

    AnomalyWatch(Kernels kernels, Parameters parameters) {
        this.kernels = kernels;
        parameters.forEach((name, parameter) -> names.put(parameter, name));
    }

    /**
     * Says that rows of the values recorded from now on belong to these sequences at this time step; -1 and null end
     * that.
     */
    public void locate(int newStep, int @Nullable [] newSequences) {
        step = newStep;
        sequences = newSequences;
    }

    void made(Var result, Var[] from) {
        inputs.put(result, from);
    }

    /** Looks at the outputs of an operation that is being recorded, and at its parameters. */
    void recording(Var[] outputs, boolean kept) {
        String name = CallSite.operation();
        Recorded operation = new Recorded(name, outputs, step, sequences);
        for (Var output : outputs) {
            int at = firstNonFinite(output.values(), output.count());
            if (at >= 0) {
                throw exception(Anomaly.Phase.FORWARD, operation, "output", output, at, output.values()[at]);
            }
        }
        requireFiniteParameters(operation);
        if (kept) {
            operations.add(operation);
        }
    }

    /** Keeps an operation whose outputs nobody looks at. */
    void keep(Var[] outputs) {
        operations.add(new Recorded(CallSite.operation(), outputs, step, sequences));
    }

    /** The exception for a value that was to enter the tape. */
    AnomalyException input(String operation, int at, int[] shape, float value) {
        int width = shape.length == 0 ? 1 : shape[shape.length - 1];
        int row = at / width;
        boolean steps = shape.length == 3;
        return new AnomalyException(new Anomaly(
                Anomaly.Phase.INPUT,
                "",
                operation,
                "input " + Arrays.toString(shape),
                steps ? OptionalInt.of(row / shape[1]) : OptionalInt.empty(),
                steps ? OptionalInt.of(row % shape[1]) : shape.length == 2 ? OptionalInt.of(row) : OptionalInt.empty(),
                OptionalInt.of(at % width),
                value,
                List.of()));
    }

    private void requireFiniteParameters(Recorded operation) {
        for (Var input : inputsOf(operation.outputs())) {
            Parameter parameter = input.tape().parameterOf(input);
            if (parameter != null && !isFinite(parameter)) {
                int at = firstNonFinite(parameter.values(), parameter.count());
                throw exception(
                        Anomaly.Phase.INPUT,
                        operation,
                        label(input),
                        null,
                        at,
                        parameter.values()[at]);
            }
        }
    }

    private boolean isFinite(Parameter parameter) {
        return finite.computeIfAbsent(parameter, it -> firstNonFinite(it.values(), it.count()) < 0);
    }

    /** Looks at the gradients that operation number {@code number} has added to. */
    void ran(int number, Gradients gradients) {
        Recorded operation = operations.get(number);
        for (Var input : inputsOf(operation.outputs())) {
            float[] gradient = input.requiresGradient() ? gradients.known(input) : null;
            if (gradient != null) {
                int at = firstNonFinite(gradient, input.count());
                if (at >= 0) {
                    throw exception(Anomaly.Phase.BACKWARD, operation, label(input), input, at, gradient[at]);
                }
            }
        }
    }

    private Set<Var> inputsOf(Var[] outputs) {
        Set<Var> all = new LinkedHashSet<>();
        for (Var output : outputs) {
            all.addAll(List.of(inputs.getOrDefault(output, new Var[0])));
        }
        return all;
    }

    private String label(Var input) {
        Parameter parameter = input.tape().parameterOf(input);
        return parameter == null ? "input " + Arrays.toString(input.shape()) : "parameter " + name(parameter);
    }

    private String name(Parameter parameter) {
        return names.getOrDefault(parameter, parameter.toString());
    }

    int firstNonFinite(float[] values, int count) {
        if (kernels.areFinite(values, 0, count)) {
            return -1;
        }
        int i = 0;
        while (Float.isFinite(values[i])) {
            i++;
        }
        return i;
    }

    /**
     * Throws the exception for an inner value of an operation.
     *
     * @param outputs the outputs of the operation
     * @param quantity what it is, for example the slot of a cell
     * @param atStep its time step
     * @param sequence the number of its sequence
     * @param feature its number in its row
     */
    public void report(
            Anomaly.Phase phase, Var[] outputs, String quantity, int atStep, int sequence, int feature, float value) {
        String operation = phase == Anomaly.Phase.FORWARD ? CallSite.operation() : recordedName(outputs);
        throw new AnomalyException(new Anomaly(
                phase,
                layer(outputs),
                operation,
                quantity,
                OptionalInt.of(atStep),
                OptionalInt.of(sequence),
                OptionalInt.of(feature),
                value,
                nonFinite(outputs)));
    }

    private String recordedName(Var[] outputs) {
        for (Recorded operation : operations) {
            if (operation.outputs()[0] == outputs[0]) {
                return operation.name();
            }
        }
        return "";
    }

    private AnomalyException exception(
            Anomaly.Phase phase, Recorded operation, String quantity, @Nullable Var var, int at, float value) {
        boolean placed = var != null && (var.rank() > 2 || !isOfParametersAlone(var));
        int[] shape = var != null && placed ? var.shape() : new int[0];
        int width = shape.length == 0 ? Integer.MAX_VALUE : shape[shape.length - 1];
        int row = at / width;
        OptionalInt atStep = OptionalInt.empty();
        OptionalInt sequence = OptionalInt.empty();
        int[] rows = operation.sequences();
        if (shape.length == 3) {
            atStep = OptionalInt.of(row / shape[1]);
            sequence = OptionalInt.of(row % shape[1]);
        } else if (shape.length == 2 && rows != null && rows.length == shape[0]) {
            atStep = OptionalInt.of(operation.step());
            sequence = OptionalInt.of(rows[row]);
        } else if (shape.length == 2) {
            sequence = OptionalInt.of(row);
        }
        return new AnomalyException(new Anomaly(
                phase,
                layer(operation.outputs()),
                operation.name(),
                quantity,
                atStep,
                sequence,
                OptionalInt.of(at % width),
                value,
                nonFinite(operation.outputs())));
    }

    /** Whether a value is a parameter or made of parameters directly, so that its rows are no sequences. */
    private boolean isOfParametersAlone(Var var) {
        Var[] from = inputs.get(var);
        if (from == null) {
            return var.tape().parameterOf(var) != null;
        }
        return from.length > 0
                && Arrays.stream(from).allMatch(input -> input.tape().parameterOf(input) != null);
    }

    private List<String> nonFinite(Var[] outputs) {
        List<String> found = new ArrayList<>();
        for (Var input : inputsOf(outputs)) {
            Parameter parameter = input.tape().parameterOf(input);
            if (parameter != null && !isFinite(parameter)) {
                found.add(name(parameter));
            }
        }
        return found;
    }

    /** What the names of an operation's parameters have in common, without the last part. */
    private String layer(Var[] outputs) {
        String common = null;
        for (Var input : inputsOf(outputs)) {
            Parameter parameter = input.tape().parameterOf(input);
            if (parameter != null && names.containsKey(parameter)) {
                String name = name(parameter);
                String prefix = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                common = common == null ? prefix : commonPrefix(common, prefix);
            }
        }
        return common == null ? "" : common;
    }

    private static String commonPrefix(String a, String b) {
        String common = a;
        while (!(b.equals(common) || b.startsWith(common + ".") || common.isEmpty())) {
            common = common.substring(0, Math.max(0, common.lastIndexOf('.')));
        }
        return common;
    }
}
