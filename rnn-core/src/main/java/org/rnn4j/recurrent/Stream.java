package org.rnn4j.recurrent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.tensor.Tensor;

/**
 * A recurrent stack going step by step for a fixed number of sequences. It owns its state and belongs to one thread; any
 * number of streams may share a stack. A step of cells allocates nothing.
 */
public final class Stream implements AutoCloseable {
    private final Recurrent stack;
    private final List<StreamRunner> layers;
    private final int batch;
    private final boolean residual;
    private final float[][] sums;
    private boolean open = true;

    Stream(Recurrent stack, List<StreamRunner> layers, int batch, boolean residual) {
        this.stack = stack;
        this.layers = layers;
        this.batch = batch;
        this.residual = residual;
        sums = new float[layers.size()][];
        for (int i = 1; i < sums.length && residual; i++) {
            sums[i] = new float[batch * stack.outputSize()];
        }
    }

    /**
     * One step. If it fails, the state is what it was before.
     *
     * @param input [batch, inputSize], sequence after sequence; every value must be finite
     * @param output receives [batch, outputSize]
     */
    public void step(float[] input, float[] output) {
        requireOpen();
        requireLength("input", input, (long) batch * stack.inputSize());
        requireLength("output", output, (long) batch * stack.outputSize());
        for (int i = 0; i < input.length; i++) {
            if (!Float.isFinite(input[i])) {
                throw new IllegalArgumentException("Stream: expected finite input, but value " + i + " is " + input[i]);
            }
        }
        float[] current = input;
        for (int i = 0; i < layers.size(); i++) {
            StreamRunner layer = layers.get(i);
            layer.step(current);
            if (residual && i > 0) {
                add(layer.output(), current, sums[i]);
                current = sums[i];
            } else {
                current = layer.output();
            }
        }
        layers.forEach(StreamRunner::commit);
        System.arraycopy(current, 0, output, 0, output.length);
    }

    private static void add(float[] outputs, float[] inputs, float[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] = outputs[j] + inputs[j];
        }
    }

    private static void requireLength(String name, float[] array, long length) {
        if (array.length != length) {
            throw new IllegalArgumentException(
                    "Stream: expected " + length + " values of " + name + ", but got " + array.length);
        }
    }

    /** A copy of the state. */
    public State state() {
        requireOpen();
        Map<String, Tensor> parts = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String suffix = Recurrent.suffix(i, 0);
            layers.get(i).states().forEach((name, tensor) -> parts.put(name + suffix, tensor));
        }
        return State.of(parts);
    }

    /** Goes on from a given state of as many sequences. */
    public void state(State newState) {
        requireOpen();
        stack.requireFit(newState, batch);
        for (int i = 0; i < layers.size(); i++) {
            String suffix = Recurrent.suffix(i, 0);
            Map<String, Tensor> parts = new LinkedHashMap<>();
            stack.runners()
                    .get(i)
                    .stateWidths()
                    .keySet()
                    .forEach(name -> parts.put(name, newState.part(name + suffix)));
            layers.get(i).setStates(parts);
        }
    }

    /** Goes back to the state of zeros. */
    public void reset() {
        state(stack.zeroState(batch));
    }

    int batch() {
        return batch;
    }

    /** The number of values that a step takes: sequences times inputs of the stack. */
    public int inputCount() {
        return batch * stack.inputSize();
    }

    /** The number of values that a step gives: sequences times outputs of the stack. */
    public int outputCount() {
        return batch * stack.outputSize();
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("Stream: is closed");
        }
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        if (open) {
            open = false;
            layers.forEach(StreamRunner::close);
        }
    }
}
