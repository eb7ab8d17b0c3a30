package org.rnn4j.data.baseline;

/**
 * A language model that knows how often each token occurs and nothing else: {@code p(w) = (count(w) + 1) / (tokens + V)},
 * with one added to every count so that no token is impossible. Immutable.
 */
public final class UnigramModel {
    private final double[] nats;

    private UnigramModel(double[] nats) {
        this.nats = nats;
    }

    /**
     * The model of a training text.
     *
     * @param text the ids of its tokens
     * @param vocabulary how many tokens there are, V: ids are below it
     */
    public static UnigramModel of(int[] text, int vocabulary) {
        if (vocabulary < 1) {
            throw new IllegalArgumentException(
                    "UnigramModel: expected a vocabulary of at least 1 token, but got " + vocabulary);
        }
        long[] counts = new long[vocabulary];
        for (int i = 0; i < text.length; i++) {
            if (text[i] < 0 || text[i] >= vocabulary) {
                throw new IndexOutOfBoundsException("UnigramModel: expected tokens from 0 to " + (vocabulary - 1)
                        + ", but token " + i + " is " + text[i]);
            }
            counts[text[i]]++;
        }
        double[] nats = new double[vocabulary];
        for (int token = 0; token < vocabulary; token++) {
            nats[token] = -StrictMath.log((counts[token] + 1.0) / ((double) text.length + vocabulary));
        }
        return new UnigramModel(nats);
    }

    /** The loss of a token, in nats. */
    public double nats(int token) {
        if (token < 0 || token >= nats.length) {
            throw new IndexOutOfBoundsException(
                    "UnigramModel: expected a token from 0 to " + (nats.length - 1) + ", but got " + token);
        }
        return nats[token];
    }

    /** The mean loss in nats over all tokens but the first, which no language model has to predict. */
    public double meanNats(int[] text) {
        if (text.length < 2) {
            throw new IllegalArgumentException(
                    "UnigramModel: expected a text of at least 2 tokens, but got " + text.length);
        }
        double sum = 0;
        for (int i = 1; i < text.length; i++) {
            sum += nats(text[i]);
        }
        return sum / (text.length - 1);
    }
}
