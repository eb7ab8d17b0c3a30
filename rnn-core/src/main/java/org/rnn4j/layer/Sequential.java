package org.rnn4j.layer;

import java.util.List;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;

/** Layers one after the other. Their parameters are named by position: {@code 0.weight}, {@code 0.bias}, ... */
public final class Sequential implements Layer {
    private final List<Layer> layers;
    private final Parameters parameters;

    private Sequential(List<Layer> layers) {
        this.layers = layers;
        Parameters.Builder builder = Parameters.builder();
        for (int i = 0; i < layers.size(); i++) {
            builder.add(Integer.toString(i), layers.get(i));
        }
        parameters = builder.build();
    }

    /** These layers in order; at least one. */
    public static Sequential of(Layer... layers) {
        if (layers.length == 0) {
            throw new IllegalArgumentException("Sequential: expected at least 1 layer, but got none");
        }
        return new Sequential(List.of(layers));
    }

    /** The layers in order, unmodifiable. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Var forward(Var input) {
        Var value = input;
        for (Layer layer : layers) {
            value = layer.forward(value);
        }
        return value;
    }

    @Override
    public Sequence forward(Sequence input) {
        Sequence sequence = input;
        for (Layer layer : layers) {
            sequence = layer.forward(sequence);
        }
        return sequence;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "Sequential" + layers;
    }
}
