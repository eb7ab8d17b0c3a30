package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.State;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.Tensor;

/**
 * Truncated backpropagation through time with carried state (Williams and Peng 1990): sequences are taken in chunks of
 * some steps; the recurrent state goes on from chunk to chunk, the gradient does not. Where a chunk says that a sequence
 * begins, the row starts from the initial state. With chunks as long as the sequences it is full backpropagation through
 * time, bit for bit.
 *
 * <pre>{@code
 * TruncatedBptt<TokenBatch, TokenBatch> task = TruncatedBptt.of(model, model.encoder()::zeroState, (tape, chunk, state) -> {
 *     RecurrentOutput output = model.encoder().forward(model.embedding().forward(tape, chunk.input()), state);
 *     Var loss = CrossEntropy.mean(model.output().forward(output.sequence()), chunk.target());
 *     return new TruncatedBptt.Pass(loss, output.finalState());
 * });
 * }</pre>
 *
 * <p>The carried state is part of {@link #state}, so of a checkpoint too: training goes on in the middle of a sequence
 * with the same bits. Every call of {@link #loss} goes one chunk further. Not thread-safe.
 *
 * @param <X> the type of a chunk's input
 * @param <Y> the type of a chunk's target
 */
public final class TruncatedBptt<X, Y> implements Objective<Chunk<X, Y>> {
    private static final String CARRIED = "carried.";

    private final Parameterized model;
    private final IntFunction<State> initial;
    private final Step<X, Y> step;
    private @Nullable State carried;

    /**
     * What one chunk gives.
     *
     * @param loss the mean over the chunk's valid steps, a value with one element
     * @param finalState the state after the chunk, from which the next one goes on
     */
    public record Pass(Var loss, TapeState finalState) {}

    /**
     * The pass of a model over one chunk.
     *
     * @param <X> the type of a chunk's input
     * @param <Y> the type of a chunk's target
     */
    @FunctionalInterface
    public interface Step<X, Y> {
        /** Runs over the chunk from this state, which has a row for each of the chunk's. */
        Pass pass(Tape tape, Chunk<X, Y> chunk, State state);
    }

    private TruncatedBptt(Parameterized model, IntFunction<State> initial, Step<X, Y> step) {
        this.model = model;
        this.initial = initial;
        this.step = step;
    }

    /**
     * An objective.
     *
     * @param model what owns the parameters
     * @param initial the state of so many sequences at their beginning, usually zeros
     * @param step the pass over one chunk
     */
    public static <X, Y> TruncatedBptt<X, Y> of(Parameterized model, IntFunction<State> initial, Step<X, Y> step) {
        return new TruncatedBptt<>(model, initial, step);
    }

    /**
     * The loss of the next chunk; its final state is carried on to the one after. If the loss is not finite, the state before
     * the chunk is, so that training may leave the chunk out and go on.
     *
     * @throws IllegalStateException if a row of the chunk goes on with a sequence whose state is not known
     */
    @Override
    public Var loss(Tape tape, Chunk<X, Y> chunk) {
        State before = start(carried, chunk);
        Pass pass = step.pass(tape, chunk, before);
        carried = Float.isFinite(pass.loss().item()) ? pass.finalState().detach() : before;
        return pass.loss();
    }

    /** The carried state with the initial one in the rows where a sequence begins. */
    private State start(@Nullable State before, Chunk<X, Y> chunk) {
        boolean[] begins = chunk.begins();
        State fresh = initial.apply(chunk.rows());
        if (before == null) {
            requireBeginnings(begins);
            return fresh;
        }
        if (before.batch() != chunk.rows()) {
            throw new IllegalStateException(
                    "TruncatedBptt: expected a chunk of " + before.batch() + " rows, as the one before, but got "
                            + chunk.rows() + "; a row that is over stays, with length 0");
        }
        return chunk.hasBeginning() ? mixed(before, fresh, begins) : before;
    }

    private static void requireBeginnings(boolean[] begins) {
        for (int row = 0; row < begins.length; row++) {
            if (!begins[row]) {
                throw new IllegalStateException("TruncatedBptt: row " + row + " of the chunk goes on with a sequence,"
                        + " but no state was carried so far; begin at the start of an epoch, or restore the state that"
                        + " belongs to this position");
            }
        }
    }

    private static State mixed(State before, State fresh, boolean[] begins) {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        before.parts().forEach((name, tensor) -> {
            Tensor mixed = tensor.copy();
            int width = tensor.size(1);
            for (int row = 0; row < begins.length; row++) {
                if (begins[row]) {
                    System.arraycopy(fresh.part(name).values(), row * width, mixed.values(), row * width, width);
                }
            }
            parts.put(name, mixed);
        });
        return State.of(parts);
    }

    @Override
    public long examples(Chunk<X, Y> chunk) {
        return chunk.size();
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    /** The carried state; nothing before the first chunk. */
    @Override
    public Map<String, StoredTensor> state() {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        if (carried != null) {
            carried.parts().forEach((name, tensor) -> stored.put(CARRIED + name, StoredTensor.of(tensor)));
        }
        return stored;
    }

    @Override
    public void restore(Map<String, StoredTensor> state) {
        if (state.isEmpty()) {
            carried = null;
            return;
        }
        Map<String, Tensor> parts = new LinkedHashMap<>();
        for (String name : initial.apply(1).parts().keySet()) {
            StoredTensor part = state.get(CARRIED + name);
            if (part == null || state.size() != initial.apply(1).parts().size()) {
                throw new IllegalArgumentException("TruncatedBptt.restore: expected a carried state of the parts "
                        + initial.apply(1).parts().keySet() + ", but got " + state.keySet()
                        + "; was it taken from another model?");
            }
            parts.put(name, part.toTensor());
        }
        carried = State.of(parts);
    }

    /**
     * An evaluator without dropout: the mean loss over all valid steps of the source's first epoch, as {@link
     * Evaluator#LOSS}. It carries a state of its own, so training may go on in the middle of a sequence afterwards.
     */
    public Evaluator evaluator(Context context, BatchSource<Chunk<X, Y>> source) {
        return () -> Map.of(Evaluator.LOSS, evaluate(context, source));
    }

    private double evaluate(Context context, BatchSource<Chunk<X, Y>> source) {
        source.restore(BatchSource.Position.START);
        Mean mean = new Mean();
        State state = null;
        while (source.hasNext()) {
            Chunk<X, Y> chunk = source.next();
            try (Tape tape = Tape.inference(context)) {
                Pass pass = step.pass(tape, chunk, start(state, chunk));
                mean.add(pass.loss().item(), chunk.size());
                state = pass.finalState().detach();
            }
        }
        return mean.value();
    }
}
