package org.rnn4j.data.batch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * Sequences to be predicted, in batches of similar lengths; {@link #predict} gives the outputs in the caller's order.
 *
 * <pre>{@code
 * Tensor logits = PredictionBatches.ofTokens(texts, 256).predict(batch -> {
 *     try (Tape tape = Tape.inference(context)) {
 *         return model.forward(tape, batch).toTensor();
 *     }
 * });
 * }</pre>
 *
 * <p>Sequences without a step are refused unless {@link #allowingEmpty()} was asked for. Immutable.
 *
 * @param <X> the type of a batch's input
 */
public final class PredictionBatches<X> implements Iterable<PredictionBatch<X>> {
    private final Inputs<X> inputs;
    private final Cut cut;
    private final boolean allowEmpty;

    private PredictionBatches(Inputs<X> inputs, Cut cut, boolean allowEmpty) {
        this.inputs = inputs;
        this.cut = cut;
        this.allowEmpty = allowEmpty;
    }

    /** Sequences of any kind. */
    public static <X> PredictionBatches<X> of(Inputs<X> inputs, int batchSize) {
        return new PredictionBatches<>(inputs, new Cut(batchSize, false), false);
    }

    /** Encoded texts, padded with {@link Vocabulary#PADDING}. */
    public static PredictionBatches<TokenBatch> ofTokens(List<int[]> sequences, int batchSize) {
        return of(Inputs.tokens(sequences, Vocabulary.PADDING), batchSize);
    }

    /** Series of real numbers {@code [time][feature]}. */
    public static PredictionBatches<SeriesBatch> ofSeries(List<float[][]> sequences, int batchSize) {
        return of(Inputs.series(sequences), batchSize);
    }

    /** The same with sequences without a step. */
    public PredictionBatches<X> allowingEmpty() {
        return new PredictionBatches<>(inputs, cut, true);
    }

    /** The batches, the shortest sequences first. */
    @Override
    public Iterator<PredictionBatch<X>> iterator() {
        int[] all = Indexes.upTo(inputs.count());
        if (!allowEmpty) {
            Indexes.requireSteps("PredictionBatches", all, inputs);
        }
        return Arrays.stream(cut.into(Indexes.sortedByLength(all, inputs)))
                .map(positions -> new PredictionBatch<>(inputs.collate(positions), positions))
                .iterator();
    }

    /**
     * The model's outputs for all sequences, in the caller's order.
     *
     * @param model gives a tensor with one row per sequence of the batch, {@code [batch, ...]}, always of one shape
     * @return the rows put together, {@code [sequences, ...]}
     * @throws IllegalArgumentException if there is no sequence, or if the outputs of the batches do not fit together
     */
    public Tensor predict(Function<? super X, Tensor> model) {
        Scatter outputs = new Scatter(inputs.count());
        for (PredictionBatch<X> batch : this) {
            outputs.put(model.apply(batch.input()), batch.positions());
        }
        return outputs.result();
    }
}
