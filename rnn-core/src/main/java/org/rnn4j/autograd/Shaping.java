package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.tensor.Tensor;

/** Operations that move elements and compute nothing. */
final class Shaping {
    private Shaping() {}

    static Var slice(Var input, int axis, int from, int to) {
        int along = Axes.positive("slice", input, axis);
        int[] shape = input.shape();
        if (from < 0 || to < from || to > shape[along]) {
            throw new IllegalArgumentException("Var.slice: elements " + from + " to " + to + " (exclusive) of axis "
                    + axis + " are not inside the shape " + Arrays.toString(shape));
        }
        int inner = Axes.product(shape, along + 1, shape.length);
        int outer = Axes.product(shape, 0, along);
        int whole = shape[along] * inner;
        int part = (to - from) * inner;
        shape[along] = to - from;
        Var output = input.tape().result(shape, input);
        for (int o = 0; o < outer; o++) {
            System.arraycopy(input.values(), o * whole + from * inner, output.values(), o * part, part);
        }
        return input.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            float[] dInput = gradients.of(input);
            for (int o = 0; o < outer; o++) {
                add(dOutput, o * part, dInput, o * whole + from * inner, part);
            }
        });
    }

    static Var concat(int axis, Var... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("Var.concat: expected at least 1 value, but got none");
        }
        int along = Axes.positive("concat", parts[0], axis);
        int[] shape = joinedShape(axis, along, parts);
        int outer = Axes.product(shape, 0, along);
        int whole = Axes.product(shape, along, shape.length);
        Var output = parts[0].tape().result(shape, parts);
        int offset = 0;
        for (Var part : parts) {
            int length = Axes.product(part.shape(), along, shape.length);
            for (int o = 0; o < outer; o++) {
                System.arraycopy(part.values(), o * length, output.values(), o * whole + offset, length);
            }
            offset += length;
        }
        return output.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            int at = 0;
            for (Var part : parts) {
                int length = Axes.product(part.shape(), along, shape.length);
                if (part.requiresGradient()) {
                    float[] dPart = gradients.of(part);
                    for (int o = 0; o < outer; o++) {
                        add(dOutput, o * whole + at, dPart, o * length, length);
                    }
                }
                at += length;
            }
        });
    }

    private static int[] joinedShape(int axis, int along, Var... parts) {
        int[] shape = parts[0].shape();
        shape[along] = 0;
        for (Var part : parts) {
            int[] rest = part.shape();
            if (rest.length == shape.length) {
                shape[along] = Math.addExact(shape[along], rest[along]);
                rest[along] = shape[along];
            }
            if (!Arrays.equals(rest, shape)) {
                throw new IllegalArgumentException("Var.concat: values must have equal sizes on every axis but " + axis
                        + ", but got " + Arrays.toString(parts[0].shape()) + " and " + Arrays.toString(part.shape()));
            }
        }
        return shape;
    }

    static Var reshape(Var input, int... shape) {
        if (Tensor.elementCount(shape) != input.count()) {
            throw new IllegalArgumentException("Var.reshape: " + Arrays.toString(input.shape()) + " has "
                    + input.count() + " elements, which do not fit the shape " + Arrays.toString(shape));
        }
        Var output = input.tape().view(input, shape);
        return input.tape()
                .record(output, gradients -> add(gradients.of(output), 0, gradients.of(input), 0, input.count()));
    }

    static Var transpose(Var input, int axis1, int axis2) {
        int first = Math.min(Axes.positive("transpose", input, axis1), Axes.positive("transpose", input, axis2));
        int second = Math.max(Axes.positive("transpose", input, axis1), Axes.positive("transpose", input, axis2));
        int[] shape = input.shape();
        int[] swapped = input.shape();
        swapped[first] = shape[second];
        swapped[second] = shape[first];
        if (first == second) {
            return reshape(input, shape);
        }
        Var output = input.tape().result(swapped, input);
        visitSwapped(
                shape,
                first,
                second,
                (from, to, count) -> System.arraycopy(input.values(), from, output.values(), to, count));
        return input.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            float[] dInput = gradients.of(input);
            visitSwapped(shape, first, second, (from, to, count) -> add(dOutput, to, dInput, from, count));
        });
    }

    /** A run of elements that stay together: from where they are, to where they go. */
    @FunctionalInterface
    private interface Run {
        void move(int from, int to, int count);
    }

    /** Visits the runs behind the second axis of {@code [outer, first, middle, second, inner]}. */
    private static void visitSwapped(int[] shape, int first, int second, Run run) {
        int outer = Axes.product(shape, 0, first);
        int middle = Axes.product(shape, first + 1, second);
        int inner = Axes.product(shape, second + 1, shape.length);
        int from = 0;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < shape[first]; i++) {
                for (int m = 0; m < middle; m++) {
                    for (int j = 0; j < shape[second]; j++) {
                        int to = (((o * shape[second] + j) * middle + m) * shape[first] + i) * inner;
                        run.move(from, to, inner);
                        from += inner;
                    }
                }
            }
        }
    }

    private static void add(float[] from, int fromOffset, float[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] += from[fromOffset + i];
        }
    }
}
