package org.rnn4j.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.reference.Doubles;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * One entry of the gradient registry: something computed by the library and the same thing by a reference in double.
 *
 * @param name what it is; cases of a public operation begin with its signature, such as {@code Var.plus(float)}
 * @param inputs the inputs by name; each becomes a variable of the tape, with gradient
 * @param parameters parameters whose gradients are checked too; no name may be an input's
 * @param ours the library's forward pass
 * @param reference the same from inputs and parameters by name
 */
record GradientCase(String name, Map<String, Tensor> inputs, Parameters parameters, Ours ours, Reference reference) {
    /** The key of every tape; the first key that a tape gives away is its child 0. */
    static final RandomKey TAPE_KEY = RandomKey.of(20);

    /** The library's forward pass. */
    @FunctionalInterface
    interface Ours {
        Var run(Tape tape, Map<String, Var> inputs);
    }

    /** The reference's forward pass. */
    @FunctionalInterface
    interface Reference {
        Doubles run(Map<String, Doubles> values);
    }

    /** Inputs and parameters by name. */
    Map<String, Doubles> values() {
        Map<String, Doubles> values = new LinkedHashMap<>();
        inputs.forEach((input, tensor) -> values.put(input, Doubles.of(tensor)));
        parameters.forEach((parameter, value) -> values.put(parameter, Doubles.of(value.toTensor())));
        return values;
    }

    @Override
    public String toString() {
        return name;
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects what a case consists of. */
    static final class Builder {
        private final String name;
        private final Map<String, Tensor> inputs = new LinkedHashMap<>();
        private Parameters parameters = Parameters.none();
        private @Nullable Ours ours;

        private Builder(String name) {
            this.name = name;
        }

        /** An input with values between -2 and 2 that depend on the names alone. */
        Builder input(String input, int... shape) {
            return input(input, random(name + "/" + input, 2, shape));
        }

        Builder input(String input, Tensor tensor) {
            inputs.put(input, tensor);
            return this;
        }

        Builder parameters(Parameters checked) {
            parameters = checked;
            return this;
        }

        Builder ours(Ours forward) {
            ours = forward;
            return this;
        }

        /** The finished case. */
        GradientCase reference(Reference reference) {
            return new GradientCase(name, inputs, parameters, Objects.requireNonNull(ours), reference);
        }
    }

    /** Values between -bound and bound that depend on the seed alone. */
    static Tensor random(String seed, double bound, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        var stream = RandomKey.of(7).child(seed).stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) ((2 * stream.nextDouble() - 1) * bound);
        }
        return tensor;
    }

    /** Gives all parameters values between -1 and 1, so that none is symmetric. */
    static Parameters randomized(String seed, Parameters parameters) {
        parameters.forEach((name, parameter) -> parameter.set(random(seed + "/" + name, 1, parameter.shape())));
        return parameters;
    }
}
