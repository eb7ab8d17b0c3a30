package org.rnn4j.examples.lstmorgru;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.task.CopyMemory;
import org.rnn4j.examples.CellKind;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** Copy memory: symbols are to be repeated in order after a gap. */
record CopyTask(CopyMemory memory, int steps, RandomKey data) implements GeneratedTask<TokenBatch, TokenBatch> {
    private static final int EVALUATION_BATCHES = 2;
    private static final int EMBEDDING = 8;
    private static final long BUDGET = 20_000;
    private static final double SOLVED = 0.001;

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public String scoreName() {
        return "cross-entropy per step";
    }

    @Override
    public double plainScore() {
        return memory.lossWithoutMemory();
    }

    @Override
    public double solved() {
        return SOLVED;
    }

    @Override
    public long budget() {
        return BUDGET;
    }

    @Override
    public double learningRate(CellKind cell) {
        return cell == CellKind.RNN ? 0.001 : 0.005;
    }

    @Override
    public TaskModel<Batch<TokenBatch, TokenBatch>> model(CellKind cell, int hidden, RandomKey key) {
        return new Copier(cell, hidden, memory, key);
    }

    @Override
    public BatchSource<Batch<TokenBatch, TokenBatch>> batches(int size, int count, RandomKey key) {
        return memory.batches(size, count, key);
    }

    @Override
    public int evaluationBatches() {
        return EVALUATION_BATCHES;
    }

    @Override
    public long timeSteps(Batch<TokenBatch, TokenBatch> batch) {
        return batch.input().lengths().total();
    }

    /** Answers at every step. */
    private static final class Copier implements TaskModel<Batch<TokenBatch, TokenBatch>> {
        private final Embedding embedding;
        private final Recurrent layer;
        private final Linear output;

        Copier(CellKind cell, int hidden, CopyMemory memory, RandomKey key) {
            embedding = new Embedding(memory.inputIds(), EMBEDDING, key.child("embedding"));
            layer = Comparison.layer(cell, EMBEDDING, hidden).build(key.child("layer"));
            output = new Linear(hidden, memory.targetIds(), key.child("output"));
        }

        @Override
        public Var loss(Tape tape, Batch<TokenBatch, TokenBatch> batch) {
            Sequence read =
                    layer.forward(embedding.forward(tape, batch.input())).sequence();
            return CrossEntropy.mean(output.forward(read), batch.target());
        }

        @Override
        public Parameters parameters() {
            return Parameters.of("embedding", embedding, "layer", layer, "output", output);
        }
    }
}
