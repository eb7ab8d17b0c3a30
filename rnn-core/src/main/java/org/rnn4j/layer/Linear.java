package org.rnn4j.layer;

import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Affine;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * A fully connected layer without activation: {@code y = W x + b} for every row of features.
 *
 * <p>Parameters: {@code weight [outputs, inputs]} and {@code bias [outputs]}. Both start uniform between
 * {@code -1 / sqrt(inputs)} and {@code 1 / sqrt(inputs)}, as in PyTorch, unless initializers are given.
 */
public final class Linear implements Layer {
    private final Parameter weight;
    private final @Nullable Parameter bias;
    private final Parameters parameters;

    /** A layer with bias and default initialization; both sizes are at least 1. */
    public Linear(int inputs, int outputs, RandomKey key) {
        this(inputs, outputs, byInputs(inputs), byInputs(inputs), key);
    }

    private Linear(int inputs, int outputs, Initializer weights, @Nullable Initializer biases, RandomKey key) {
        this(
                new Parameter(weights.checked(requireSizes(inputs, outputs), key.child("weight"))),
                biases == null ? null : new Parameter(biases.checked(new int[] {outputs}, key.child("bias"))));
    }

    private Linear(Parameter weight, @Nullable Parameter bias) {
        this.weight = weight;
        this.bias = bias;
        Parameters.Builder builder = Parameters.builder().add("weight", weight);
        parameters = (bias == null ? builder : builder.add("bias", bias)).build();
    }

    private static int[] requireSizes(int inputs, int outputs) {
        if (inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "Linear: expected sizes of at least 1, but got " + inputs + " inputs and " + outputs + " outputs");
        }
        return new int[] {outputs, inputs};
    }

    /**
     * The output layer of a language model whose weight is the embedding's table itself (Press and Wolf 2017): width
     * inputs, one output for every token, and a bias of its own, which starts at 0. The table's gradient is the sum of
     * both uses; in the parameters of a model it keeps the name of whichever layer is added first.
     *
     * @throws IllegalArgumentException if the embedding has a padding row, which must stay 0 while an output's must not
     */
    public static Linear tied(Embedding embedding) {
        if (embedding.hasPadding()) {
            throw new IllegalArgumentException("Linear.tied: expected an embedding without a padding row, but got "
                    + embedding + "; the row of padding would stay 0 as an input and be trained as an output");
        }
        return new Linear(embedding.parameters().get("weight"), new Parameter(Tensor.zeros(embedding.tokens())));
    }

    /** A layer without bias, with default initialization. */
    public static Linear withoutBias(int inputs, int outputs, RandomKey key) {
        return new Linear(inputs, outputs, byInputs(inputs), null, key);
    }

    /** A layer without bias, with this initialization. */
    public static Linear withoutBias(int inputs, int outputs, Initializer weight, RandomKey key) {
        return new Linear(inputs, outputs, weight, null, key);
    }

    /** A layer with bias, with these initializations. */
    public static Linear initialized(int inputs, int outputs, Initializer weight, Initializer bias, RandomKey key) {
        return new Linear(inputs, outputs, weight, bias, key);
    }

    private static Initializer byInputs(int inputs) {
        return Initializers.uniform(1 / Math.sqrt(Math.max(1, inputs)));
    }

    /**
     * A layer with more outputs: the weights and biases that there are, bit for bit, and further ones with these
     * initializations. It has parameters of its own.
     *
     * @throws IllegalArgumentException if there would be fewer outputs
     */
    public Linear grown(int outputs, Initializer furtherWeight, Initializer furtherBias, RandomKey key) {
        Initializer weights = GrownRows.of("Linear.grown", weight, outputs, furtherWeight);
        @Nullable Initializer biases = bias == null ? null : GrownRows.of("Linear.grown", bias, outputs, furtherBias);
        return new Linear(inputSize(), outputs, weights, biases, key);
    }

    /** The size of the last axis of the input. */
    public int inputSize() {
        return weight.size(1);
    }

    /** The size of the last axis of the output. */
    public int outputSize() {
        return weight.size(0);
    }

    /**
     * The output {@code [.., outputs]} for {@code [.., inputs]}.
     *
     * @throws IllegalArgumentException if the last axis does not fit
     */
    @Override
    public Var forward(Var input) {
        requireFit(input);
        Var biasVar = bias == null ? null : input.tape().parameter(bias);
        return Affine.apply(input, input.tape().parameter(weight), biasVar);
    }

    /** The output for every valid step; padding costs nothing and stays +0. */
    @Override
    public Sequence forward(Sequence input) {
        requireFit(input.values());
        Var biasVar = bias == null ? null : input.tape().parameter(bias);
        return Affine.apply(input, input.tape().parameter(weight), biasVar);
    }

    private void requireFit(Var input) {
        Widths.require(toString(), inputSize(), input);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "Linear(" + inputSize() + " -> " + outputSize() + (bias == null ? ", without bias)" : ")");
    }
}
