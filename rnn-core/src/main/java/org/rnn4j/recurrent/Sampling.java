package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.rnn4j.tensor.RandomStream;

/**
 * How a token is chosen from the logits of a language model: some tokens are left out, then all but the {@code topK}
 * likeliest, then all behind the likeliest that together have the probability {@code topP} (nucleus sampling, Holtzman
 * et al. 2020), and one of the others is drawn with probabilities {@code softmax(logits / temperature)}.
 *
 * <p>Computed in double on {@code StrictMath}, equally likely tokens in the order of their numbers: the same logits and
 * the same random stream give the same token on every machine. Immutable.
 */
public final class Sampling {
    private static final int ALL = Integer.MAX_VALUE;

    private final double temperature;
    private final int topK;
    private final double topP;
    private final int[] excluded;

    private Sampling(double temperature, int topK, double topP, int[] excluded) {
        this.temperature = temperature;
        this.topK = topK;
        this.topP = topP;
        this.excluded = excluded;
    }

    /** All tokens by their probabilities: temperature 1, nothing left out. */
    public static Sampling plain() {
        return new Sampling(1, ALL, 1, new int[0]);
    }

    /** Always the likeliest token, the first of equally likely ones. */
    public static Sampling greedy() {
        return plain().topK(1);
    }

    /** The same at this temperature, above 0: below 1 likely tokens become likelier, above 1 the unlikely ones. */
    public Sampling temperature(double newTemperature) {
        if (!(newTemperature > 0) || Double.isInfinite(newTemperature)) {
            throw new IllegalArgumentException("Sampling: expected a finite temperature above 0, but got "
                    + newTemperature + "; for the likeliest token alone use greedy()");
        }
        return new Sampling(newTemperature, topK, topP, excluded);
    }

    /** The same among so many of the likeliest tokens, at least 1. */
    public Sampling topK(int newTopK) {
        if (newTopK < 1) {
            throw new IllegalArgumentException(
                    "Sampling: expected at least 1 token to choose from, but got top-k " + newTopK);
        }
        return new Sampling(temperature, newTopK, topP, excluded);
    }

    /** The same among the fewest likeliest tokens that together have this probability, in (0, 1]. */
    public Sampling topP(double newTopP) {
        if (!(newTopP > 0 && newTopP <= 1)) {
            throw new IllegalArgumentException("Sampling: expected a top-p above 0 and at most 1, but got " + newTopP);
        }
        return new Sampling(temperature, topK, newTopP, excluded);
    }

    /** The same, never choosing these tokens, for example padding. */
    public Sampling excluding(int... tokens) {
        return new Sampling(temperature, topK, topP, tokens.clone());
    }

    /**
     * Chooses a token; draws one number from the stream.
     *
     * @param logits one for each token; not changed
     * @throws IllegalArgumentException if a logit is not finite, or no token is left to choose from
     */
    public int choose(float[] logits, RandomStream random) {
        double[] scores = scores(logits);
        int[] candidates = candidates(scores);
        double[] weights = new double[candidates.length];
        double sum = 0;
        for (int i = 0; i < candidates.length; i++) {
            weights[i] = StrictMath.exp((scores[candidates[i]] - scores[candidates[0]]) / temperature);
            sum += weights[i];
        }
        int kept = nucleus(weights, sum);
        double whole = 0;
        for (int i = 0; i < kept; i++) {
            whole += weights[i];
        }
        double left = random.nextDouble() * whole;
        for (int i = 0; i < kept; i++) {
            left -= weights[i];
            if (left < 0) {
                return candidates[i];
            }
        }
        return candidates[kept - 1];
    }

    private double[] scores(float[] logits) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new IllegalArgumentException(
                        "Sampling: expected finite logits, but logit " + i + " is " + logits[i]);
            }
            scores[i] = logits[i];
        }
        for (int token : excluded) {
            if (token < 0 || token >= logits.length) {
                throw new IndexOutOfBoundsException(
                        "Sampling: token " + token + " is to be left out, but there are " + logits.length + " tokens");
            }
            scores[token] = Double.NEGATIVE_INFINITY;
        }
        return scores;
    }

    /** The tokens to choose from, the likeliest first. */
    private int[] candidates(double[] scores) {
        int[] sorted = IntStream.range(0, scores.length)
                .filter(token -> scores[token] != Double.NEGATIVE_INFINITY)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer token) -> -scores[token]))
                .limit(topK)
                .mapToInt(Integer::intValue)
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Sampling: all " + scores.length + " tokens are left out");
        }
        return sorted;
    }

    private int nucleus(double[] weights, double sum) {
        double reached = 0;
        for (int i = 0; i < weights.length; i++) {
            reached += weights[i] / sum;
            if (reached >= topP) {
                return i + 1;
            }
        }
        return weights.length;
    }

    @Override
    public String toString() {
        return "Sampling[temperature=" + temperature + ", topK=" + (topK == ALL ? "all" : topK) + ", topP=" + topP
                + ", excluded=" + Arrays.toString(excluded) + "]";
    }
}
