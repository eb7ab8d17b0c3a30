package org.rnn4j.data.task;

import java.util.Arrays;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * The copy memory task (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio 2016): keep some symbols
 * over a long gap and repeat them in order.
 *
 * <pre>
 * input    s1 s2 ... sn  -  -  ...  -  !  -  -  ...  -
 * target   -  -  ... -   -  -  ...  -  -  s1 s2 ... sn
 * </pre>
 *
 * <p>A sequence has {@link #steps()} steps: the symbols, {@code gap - 1} blanks, the {@link #delimiter()} that asks for
 * them, and as many blanks as symbols; in this way {@code gap} steps and the input's own length lie between a symbol and
 * its answer. The target has blanks up to the delimiter, and then the symbols. {@link #BLANK} has id 0, symbols have ids
 * from 1. Whoever remembers nothing, but knows when to answer, has the mean cross-entropy {@link #lossWithoutMemory()}.
 *
 * @param symbols the number of different symbols, at least 2; 8 is usual
 * @param remembered the number of symbols to remember, at least 1; 10 is usual
 * @param gap the steps between the last symbol and the first answer, at least 1
 */
public record CopyMemory(int symbols, int remembered, int gap) {
    /** The id of the blank. */
    public static final int BLANK = 0;

    private static final int MOST_SYMBOLS = 1 << 20;

    /** Checks the sizes. */
    public CopyMemory {
        if (symbols < 2 || symbols > MOST_SYMBOLS || remembered < 1 || gap < 1) {
            throw new IllegalArgumentException("CopyMemory: expected 2 to " + MOST_SYMBOLS + " symbols, at least 1 to"
                    + " remember and a gap of at least 1, but got " + symbols + ", " + remembered + " and " + gap);
        }
        if (remembered + (long) remembered + gap > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "CopyMemory: " + remembered + " symbols and a gap of " + gap + " make a sequence too long");
        }
    }

    /** The usual task: 10 out of 8 symbols, with this gap. */
    public static CopyMemory of(int gap) {
        return new CopyMemory(8, 10, gap);
    }

    /** The id of the symbol that asks for the answer. */
    public int delimiter() {
        return symbols + 1;
    }

    /** The number of different ids of the input: blank, symbols and delimiter. */
    public int inputIds() {
        return symbols + 2;
    }

    /** The number of different ids of the target: blank and symbols. */
    public int targetIds() {
        return symbols + 1;
    }

    /** The number of steps of a sequence. */
    public int steps() {
        return gap + 2 * remembered;
    }

    /** The mean cross-entropy per step, in nats, of guessing each symbol blindly: {@code remembered * ln(symbols) / steps}. */
    public double lossWithoutMemory() {
        return remembered * StrictMath.log(symbols) / steps();
    }

    /**
     * A source of batches: new ones in every epoch, all from the key; a source that is always taken from its start gives
     * the same ones.
     */
    public BatchSource<Batch<TokenBatch, TokenBatch>> batches(int batchSize, int batchesPerEpoch, RandomKey key) {
        return new GeneratedBatches<>("CopyMemory", this::batch, batchSize, batchesPerEpoch, key);
    }

    private Batch<TokenBatch, TokenBatch> batch(RandomKey key, int size) {
        int steps = steps();
        int[] input = new int[Tensor.elementCount(steps, size)];
        int[] target = new int[input.length];
        Arrays.fill(input, BLANK);
        Arrays.fill(target, BLANK);
        for (int b = 0; b < size; b++) {
            RandomStream random = key.child(b).stream();
            for (int i = 0; i < remembered; i++) {
                int symbol = 1 + random.nextInt(symbols);
                input[i * size + b] = symbol;
                target[(steps - remembered + i) * size + b] = symbol;
            }
            input[(steps - remembered - 1) * size + b] = delimiter();
        }
        Lengths lengths = Lengths.full(size, steps);
        return new Batch<>(
                TokenBatch.timeMajor(input, steps, lengths), TokenBatch.timeMajor(target, steps, lengths), size);
    }
}
