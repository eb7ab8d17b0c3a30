package org.rnn4j.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;

/** PyTorch through DJL: what its benchmarks share. */
final class PyTorch {
    /** The system property that sets PyTorch's threads; read once, when the engine starts. */
    static final String THREADS = "ai.djl.pytorch.num_threads";

    private PyTorch() {}

    static NDManager manager(int threads) {
        System.setProperty(THREADS, Integer.toString(threads));
        System.setProperty("ai.djl.offline", "true");
        return Engine.getEngine("PyTorch").newBaseManager();
    }

    /** A time-major stack. */
    static Block recurrent(String cell, int hidden, int layers) {
        return switch (cell) {
            case "lstm" ->
                LSTM.builder()
                        .setStateSize(hidden)
                        .setNumLayers(layers)
                        .optBatchFirst(false)
                        .build();
            case "gru" ->
                GRU.builder()
                        .setStateSize(hidden)
                        .setNumLayers(layers)
                        .optBatchFirst(false)
                        .build();
            case "rnn" ->
                RNN.builder()
                        .setActivation(RNN.Activation.TANH)
                        .setStateSize(hidden)
                        .setNumLayers(layers)
                        .optBatchFirst(false)
                        .build();
            default -> throw new IllegalArgumentException("cell: expected lstm, gru or rnn, but got " + cell);
        };
    }

    /** Makes the parameters for inputs of this shape; training asks for their gradients. */
    static ParameterStore initialize(NDManager manager, Block block, boolean training, Shape... inputs) {
        block.setInitializer(new UniformInitializer(0.1f), parameter -> true);
        block.initialize(manager, DataType.FLOAT32, inputs);
        if (!training) {
            for (Parameter parameter : block.getParameters().values()) {
                parameter.freeze(true);
            }
        }
        return new ParameterStore(manager, false);
    }
}
