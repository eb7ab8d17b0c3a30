package org.rnn4j.autograd;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Tensor;

/**
 * Parameters by name, in declared order. Parts are joined with dots, as in {@code encoder.weight_ih_l0}. Immutable; a
 * parameter shared by two parts keeps its first name.
 */
public final class Parameters {
    private static final Parameters NONE = new Parameters(new LinkedHashMap<>());

    private final Map<String, Parameter> byName;
    private final Set<Parameter> members = Collections.newSetFromMap(new IdentityHashMap<>());

    private Parameters(LinkedHashMap<String, Parameter> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        members.addAll(byName.values());
    }

    /** No parameters. */
    public static Parameters none() {
        return NONE;
    }

    /** The parameters of one part under its name. */
    public static Parameters of(String name, Parameterized part) {
        return builder().add(name, part).build();
    }

    /** The parameters of two parts under their names. */
    public static Parameters of(String name1, Parameterized part1, String name2, Parameterized part2) {
        return builder().add(name1, part1).add(name2, part2).build();
    }

    /** The parameters of three parts under their names. */
    public static Parameters of(
            String name1, Parameterized part1, String name2, Parameterized part2, String name3, Parameterized part3) {
        return builder().add(name1, part1).add(name2, part2).add(name3, part3).build();
    }

    /** A builder for any number of parts and single parameters. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects parameters; names must be unique and must not be empty. */
    public static final class Builder {
        private final LinkedHashMap<String, Parameter> byName = new LinkedHashMap<>();

        private Builder() {}

        /** Adds one parameter. */
        public Builder add(String name, Parameter parameter) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("Parameters: a name must not be empty");
            }
            if (byName.containsValue(parameter)) {
                return this;
            }
            if (byName.putIfAbsent(name, parameter) != null) {
                throw new IllegalArgumentException("Parameters: the name " + name + " is used twice");
            }
            return this;
        }

        /** Adds all parameters of a part under {@code name.}; a part may be added once. */
        public Builder add(String name, Parameterized part) {
            part.parameters().forEach((inner, parameter) -> add(name + "." + inner, parameter));
            return this;
        }

        /** The collected parameters. */
        public Parameters build() {
            return new Parameters(new LinkedHashMap<>(byName));
        }
    }

    /** The parameters by name, unmodifiable, in declared order. */
    public Map<String, Parameter> asMap() {
        return byName;
    }

    /** The parameter of this name, or null. */
    public @Nullable Parameter find(String name) {
        return byName.get(name);
    }

    /** The parameter of this name; an error lists the names there are. */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "Parameters: there is no " + name + "; the names are " + byName.keySet());
        }
        return parameter;
    }

    /** Whether this parameter is among them, under whatever name. */
    public boolean contains(Parameter parameter) {
        return members.contains(parameter);
    }

    /** Calls {@code action} with every name and parameter, in declared order. */
    public void forEach(BiConsumer<? super String, ? super Parameter> action) {
        byName.forEach(action);
    }

    /** The number of parameters (tensors). */
    public int size() {
        return byName.size();
    }

    /** The number of values in all parameters. */
    public long count() {
        long count = 0;
        for (Parameter parameter : byName.values()) {
            count += parameter.count();
        }
        return count;
    }

    /** Copies of all values by name, for {@link #restore}. */
    public Map<String, Tensor> snapshot() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> copies.put(name, parameter.toTensor()));
        return copies;
    }

    /** Puts back values taken by {@link #snapshot}; names and shapes must match, or nothing is changed. */
    public void restore(Map<String, Tensor> values) {
        if (!values.keySet().equals(byName.keySet())) {
            throw new IllegalArgumentException(
                    "Parameters.restore: expected the names " + byName.keySet() + ", but got " + values.keySet());
        }
        values.forEach((name, tensor) -> {
            int[] shape = get(name).shape();
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new IllegalArgumentException("Parameters.restore: " + name + ": expected shape "
                        + Arrays.toString(shape) + ", but got " + tensor);
            }
        });
        values.forEach((name, tensor) -> get(name).set(tensor));
    }
}
