package org.rnn4j.recurrent;

import java.util.List;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Layer;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/**
 * Text from a language model, token by token: each one is read, and the next one is drawn from what the model says then.
 * It costs one step of the streams however long the text is. Belongs to one thread.
 *
 * <pre>{@code
 * try (TokenGenerator generator = new TokenGenerator(context, embedding, chain.streams(context, 1), output, key)) {
 *     generator.read(prompt);
 *     for (int i = 0; i < 200; i++) {
 *         System.out.print(vocabulary.token(generator.next(sampling)));
 *     }
 * }
 * }</pre>
 */
public final class TokenGenerator implements AutoCloseable {
    private final Context context;
    private final Parameter table;
    private final List<Stream> streams;
    private final Layer output;
    private final RandomStream random;
    private final float[][] steps;
    private float[] logits = {};

    /**
     * A generator at the beginning of a text.
     *
     * @param embedding the vectors of the tokens
     * @param streams streams of one sequence, one behind the other; closed with this generator
     * @param output from the last stream's output to one logit for each token
     * @param key where the choices come from
     */
    public TokenGenerator(Context context, Embedding embedding, List<Stream> streams, Layer output, RandomKey key) {
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("TokenGenerator: expected at least 1 stream, but got none");
        }
        int width = embedding.width();
        for (int i = 0; i < streams.size(); i++) {
            Stream stream = streams.get(i);
            if (stream.batch() != 1 || stream.inputCount() != width) {
                throw new IllegalArgumentException(
                        "TokenGenerator: expected stream " + i + " of 1 sequence with steps of "
                                + width + " values, but it has " + stream.batch() + " sequences and takes "
                                + stream.inputCount() + " values");
            }
            width = stream.outputCount();
        }
        this.context = context;
        this.table = embedding.parameters().get("weight");
        this.streams = List.copyOf(streams);
        this.output = output;
        random = key.stream();
        steps = new float[streams.size() + 1][];
        steps[0] = new float[embedding.width()];
        for (int i = 0; i < streams.size(); i++) {
            steps[i + 1] = new float[streams.get(i).outputCount()];
        }
    }

    /**
     * Reads tokens, as if they had been drawn.
     *
     * @throws IndexOutOfBoundsException if a token is not in the embedding; nothing is read then
     */
    public void read(int... tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= table.size(0)) {
                throw new IndexOutOfBoundsException(
                        "TokenGenerator: expected tokens from 0 to " + (table.size(0) - 1) + ", but got " + token);
            }
        }
        for (int token : tokens) {
            System.arraycopy(table.values(), token * steps[0].length, steps[0], 0, steps[0].length);
            for (int i = 0; i < streams.size(); i++) {
                streams.get(i).step(steps[i], steps[i + 1]);
            }
        }
        if (tokens.length > 0) {
            logits = logits(steps[streams.size()]);
        }
    }

    private float[] logits(float[] top) {
        try (Tape tape = Tape.inference(context)) {
            return output.forward(tape.constant(Tensor.wrap(top, 1, top.length)))
                    .toTensor()
                    .values();
        }
    }

    /**
     * Draws the next token and reads it.
     *
     * @throws IllegalStateException if nothing has been read yet: begin with a token such as the end of a sentence
     */
    public int next(Sampling sampling) {
        requireSomethingRead();
        int token = sampling.choose(logits, random);
        read(token);
        return token;
    }

    /** The logits of the next token; empty before anything was read. Live; not to be changed. */
    public float[] logits() {
        return logits;
    }

    /**
     * The probabilities of the next token: the softmax of the logits.
     *
     * @throws IllegalStateException if nothing has been read yet
     */
    public float[] probabilities() {
        requireSomethingRead();
        try (Tape tape = Tape.inference(context)) {
            return tape.constant(Tensor.wrap(logits, 1, logits.length))
                    .softmax()
                    .toTensor()
                    .values();
        }
    }

    private void requireSomethingRead() {
        if (logits.length == 0) {
            throw new IllegalStateException("TokenGenerator: there is nothing to go on from; read a token first,"
                    + " for example the one that ends sentences");
        }
    }

    /** Closes the streams. */
    @Override
    public void close() {
        streams.forEach(Stream::close);
    }
}
