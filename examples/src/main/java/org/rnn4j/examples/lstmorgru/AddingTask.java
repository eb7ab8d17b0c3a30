package org.rnn4j.examples.lstmorgru;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.task.AddingProblem;
import org.rnn4j.examples.CellKind;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.MeanSquaredError;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** The adding problem: two marked numbers of a long sequence are to be added. */
record AddingTask(AddingProblem problem, int steps, RandomKey data) implements GeneratedTask<SeriesBatch, Tensor> {
    private static final int EVALUATION_BATCHES = 4;
    private static final long BUDGET = 4641; // an LSTM of 32 units
    private static final double SOLVED = 0.002;

    @Override
    public String name() {
        return "adding";
    }

    @Override
    public String scoreName() {
        return "mean squared error";
    }

    @Override
    public double plainScore() {
        return AddingProblem.ERROR_OF_THE_MEAN;
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
        return cell == CellKind.RNN ? 0.001 : 0.01;
    }

    @Override
    public TaskModel<Batch<SeriesBatch, Tensor>> model(CellKind cell, int hidden, RandomKey key) {
        return new Adder(cell, hidden, key);
    }

    @Override
    public BatchSource<Batch<SeriesBatch, Tensor>> batches(int size, int count, RandomKey key) {
        return problem.batches(size, count, key);
    }

    @Override
    public int evaluationBatches() {
        return EVALUATION_BATCHES;
    }

    @Override
    public long timeSteps(Batch<SeriesBatch, Tensor> batch) {
        return batch.input().lengths().total();
    }

    /** Reads the sequence and answers from its final output. */
    private static final class Adder implements TaskModel<Batch<SeriesBatch, Tensor>> {
        private final Recurrent layer;
        private final Linear output;

        Adder(CellKind cell, int hidden, RandomKey key) {
            layer = Comparison.layer(cell, 2, hidden).build(key.child("layer"));
            output = new Linear(hidden, 1, key.child("output"));
        }

        @Override
        public Var loss(Tape tape, Batch<SeriesBatch, Tensor> batch) {
            Var sum = output.forward(layer.forward(tape.sequence(batch.input())).finalOutput());
            return MeanSquaredError.mean(sum, batch.target());
        }

        @Override
        public Parameters parameters() {
            return Parameters.of("layer", layer, "output", output);
        }
    }
}
