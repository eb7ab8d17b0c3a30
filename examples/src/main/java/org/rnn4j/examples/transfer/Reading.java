package org.rnn4j.examples.transfer;

import java.util.List;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.TokenChunks;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.loss.SampledSoftmax;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.Evaluator;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.TruncatedBptt;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** The first half: a language model is trained, which needs no labels. */
final class Reading {
    private static final int ROWS = 32;
    private static final int STEPS = 70;
    private static final int HELD_OUT = 200;

    private final Context context;
    private final TransferSettings settings;
    private final RandomKey key;

    /**
     * What reading brought.
     *
     * @param reader what has read
     * @param result the course of its training
     * @param perplexity of the whole softmax on texts that it has not read
     */
    record Outcome(WordReader reader, TrainingResult result, double perplexity) {}

    /** The part of these texts that is not read, but judged by: the last few. */
    static int heldOut(int texts) {
        return Math.min(HELD_OUT, texts / 5);
    }

    Reading(Context context, TransferSettings settings, RandomKey key) {
        this.context = context;
        this.settings = settings;
        this.key = key;
    }

    /** Reads all texts but the last few, on which the language model is judged. */
    Outcome run(Sizes sizes, List<int[]> texts, int epochs, List<TrainingListener> listeners) {
        int heldOut = heldOut(texts.size());
        List<int[]> read = texts.subList(0, texts.size() - heldOut);
        List<int[]> unread = texts.subList(texts.size() - heldOut, texts.size());
        WordReader reader = new WordReader(sizes, key.child("encoder"));
        Linear output = new Linear(sizes.hidden(), sizes.words(), key.child("output"));
        Parameters parameters = Parameters.of("encoder", reader, "output", output);
        SampledSoftmax sampled = new SampledSoftmax(output, settings.samples);

        BatchSource<Chunk<TokenBatch, TokenBatch>> chunks =
                TokenChunks.ofTexts(read, Math.min(ROWS, read.size()), STEPS, key.child("order"));
        Parameterized model = () -> parameters;
        TruncatedBptt<TokenBatch, TokenBatch> task = TruncatedBptt.of(
                model, reader::begin, (tape, chunk, state) -> pass(tape, chunk, state, reader, output, sampled));
        Optimizer optimizer = Rule.chain(ClipNorm.global(1), new Adam(settings.readingRate))
                .start(parameters, LinearRamp.toZero(chunks.batchesPerEpoch() * epochs));
        Trainer.Builder<Chunk<TokenBatch, TokenBatch>> trainer = Trainer.builder(
                        context, task, optimizer, chunks, key.child("reading"))
                .epochs(epochs);
        listeners.forEach(trainer::listener);
        TrainingResult result = trainer.build().run();
        Evaluator judge = task.evaluator(context, TokenChunks.ofTexts(unread, Math.min(ROWS, unread.size()), STEPS));
        double nats = judge.evaluate().getOrDefault(Evaluator.LOSS, Double.NaN);
        return new Outcome(reader, result, StrictMath.exp(nats));
    }

    /** The sampled loss in training, the whole one where it is judged. */
    private static TruncatedBptt.Pass pass(
            Tape tape,
            Chunk<TokenBatch, TokenBatch> chunk,
            State state,
            WordReader reader,
            Linear output,
            SampledSoftmax sampled) {
        RecurrentOutput top = reader.read(tape, chunk.input(), state);
        Var loss = tape.isTraining()
                ? sampled.mean(top.sequence(), chunk.target())
                : CrossEntropy.mean(output.forward(top.sequence()), chunk.target());
        return new TruncatedBptt.Pass(loss, top.finalState());
    }
}
