package org.rnn4j.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.rnn4j.benchmarks.TrainingTask;

/** The text classifier of {@code TrainingBenchmark} in DJL: ids [T, B] and last steps [1, B, 1] to logits [B, classes]. */
final class Classifier extends AbstractBlock {
    private final Parameter table;
    private final Block encoder;
    private final Block output;
    private final int width;
    private final int hidden;

    Classifier(TrainingTask task) {
        width = task.width();
        hidden = task.hidden();
        table = addParameter(Parameter.builder()
                .setName("table")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(task.tokens(), width))
                .build());
        encoder = addChildBlock("encoder", PyTorch.recurrent("lstm", hidden, 1));
        output = addChildBlock(
                "output", Linear.builder().setUnits(task.classes()).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> unused) {
        NDArray ids = inputs.get(0);
        NDArray lastSteps = inputs.get(1);
        NDArray weights = store.getValue(table, ids.getDevice(), training);
        NDList words = Embedding.embedding(ids, weights, SparseFormat.DENSE);
        NDArray states = encoder.forward(store, words, training).get(0);
        NDArray places = lastSteps.broadcast(1, lastSteps.getShape().get(1), hidden);
        NDArray last = states.gather(places, 0).reshape(-1, hidden);
        return output.forward(store, new NDList(last), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return output.getOutputShapes(new Shape[] {new Shape(inputs[0].get(1), hidden)});
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        encoder.initialize(manager, DataType.FLOAT32, new Shape(inputs[0].get(0), inputs[0].get(1), width));
        output.initialize(manager, DataType.FLOAT32, new Shape(inputs[0].get(1), hidden));
    }
}
