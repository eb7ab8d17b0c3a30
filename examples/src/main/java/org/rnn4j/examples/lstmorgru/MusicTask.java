package org.rnn4j.examples.lstmorgru;

import java.util.List;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.examples.CellKind;
import org.rnn4j.examples.music.Chorales;
import org.rnn4j.examples.music.PianoRolls;
import org.rnn4j.examples.music.SimpleBars;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.BinaryCrossEntropy;
import org.rnn4j.loss.Reduction;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/** Real data: which keys of a piano sound next. */
record MusicTask(Chorales chorales, int steps) implements Comparison<Batch<SeriesBatch, SeriesBatch>> {
    private static final int BATCH = 16;
    private static final double DROPOUT = 0.3;
    private static final long BUDGET = 100_000;

    @Override
    public String name() {
        return "music";
    }

    @Override
    public String scoreName() {
        return "negative log-likelihood";
    }

    @Override
    public double plainScore() {
        return new SimpleBars(chorales.train()).repetition(chorales.test());
    }

    @Override
    public double solved() {
        return 0;
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
    public TaskModel<Batch<SeriesBatch, SeriesBatch>> model(CellKind cell, int hidden, RandomKey key) {
        return new Player(cell, hidden, key);
    }

    @Override
    public BatchSource<Batch<SeriesBatch, SeriesBatch>> training(RandomKey key) {
        return batches(chorales.train()).shuffled(key);
    }

    @Override
    public BatchSource<Batch<SeriesBatch, SeriesBatch>> validation() {
        return batches(chorales.validation()).sortedByLength();
    }

    @Override
    public BatchSource<Batch<SeriesBatch, SeriesBatch>> test() {
        return batches(chorales.test()).sortedByLength();
    }

    private static Batches<SeriesBatch, SeriesBatch> batches(List<float[][]> pieces) {
        return Batches.of(Inputs.series(PianoRolls.seen(pieces)), Targets.series(PianoRolls.next(pieces)), BATCH);
    }

    @Override
    public long timeSteps(Batch<SeriesBatch, SeriesBatch> batch) {
        return batch.input().lengths().total();
    }

    @Override
    public double weight(Batch<SeriesBatch, SeriesBatch> batch) {
        return timeSteps(batch);
    }

    /** Answers at every step: the loss of the keys together, its mean over the valid steps. */
    private static final class Player implements TaskModel<Batch<SeriesBatch, SeriesBatch>> {
        private static final BinaryCrossEntropy LOSS =
                BinaryCrossEntropy.fromLogits().reduction(Reduction.SUM);

        private final Recurrent layer;
        private final Dropout dropout = new Dropout(DROPOUT);
        private final Linear output;

        Player(CellKind cell, int hidden, RandomKey key) {
            layer = Comparison.layer(cell, PianoRolls.KEYS, hidden).build(key.child("layer"));
            output = new Linear(hidden, PianoRolls.KEYS, key.child("output"));
        }

        @Override
        public Var loss(Tape tape, Batch<SeriesBatch, SeriesBatch> batch) {
            Sequence read = layer.forward(tape.sequence(batch.input())).sequence();
            Var sum = LOSS.of(output.forward(dropout.forward(read)), batch.target());
            return sum.dividedBy(batch.input().lengths().total());
        }

        @Override
        public Parameters parameters() {
            return Parameters.of("layer", layer, "output", output);
        }
    }
}
