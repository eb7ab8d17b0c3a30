package org.rnn4j.examples.languagemodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializers;
import org.rnn4j.loss.BinaryCrossEntropy;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * A second task for the embedding alone: to tell pairs of tokens that belong together from random ones, by the product of
 * their vectors. The model's softmax never sees it.
 */
interface Auxiliary extends Parameterized {
    /** Pairs for one batch, drawn from this stream. */
    Pairs pairs(TokenBatch tokens, RandomStream random);

    /** The vectors of the right tokens of pairs. */
    Embedding rights();

    /** Pairs of tokens, collected. */
    final class Pairs {
        private final List<int[]> pairs = new ArrayList<>();
        private final List<Float> together = new ArrayList<>();

        void add(int left, int right, boolean belong) {
            pairs.add(new int[] {left, right});
            together.add(belong ? 1f : 0f);
        }

        private int[] side(int side) {
            return pairs.stream().mapToInt(pair -> pair[side]).toArray();
        }

        private Tensor targets() {
            float[] targets = new float[together.size()];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = together.get(i);
            }
            return Tensor.vector(targets);
        }
    }

    /** The mean binary cross-entropy over the pairs for a batch; the tape's next key draws them. */
    default Var loss(Tape tape, TokenBatch tokens, Embedding lefts) {
        Pairs pairs = pairs(tokens, tape.nextKey().stream());
        Var products = lefts.forward(tape, pairs.side(0))
                .times(rights().forward(tape, pairs.side(1)))
                .sum(1);
        return BinaryCrossEntropy.mean(products, pairs.targets());
    }

    /**
     * Skip-gram with negative samples (Mikolov et al. 2013): a token and one that stands near it belong together; a token
     * and others from anywhere in the batch, which makes frequent ones likelier, do not.
     */
    final class SkipGram implements Auxiliary {
        private static final int WINDOW = 3;
        private static final int NEGATIVES = 3;

        private final Embedding contexts;

        SkipGram(Embedding table, RandomKey key) {
            contexts = Embedding.initialized(table.tokens(), table.width(), Initializers.uniform(0.1), key);
        }

        @Override
        public Pairs pairs(TokenBatch tokens, RandomStream random) {
            Pairs pairs = new Pairs();
            for (int b = 0; b < tokens.batch(); b++) {
                int length = tokens.lengths().get(b);
                for (int t = 0; t < length && length > 1; t++) {
                    pairs.add(tokens.id(t, b), tokens.id(near(t, length, random), b), true);
                    for (int i = 0; i < NEGATIVES; i++) {
                        pairs.add(tokens.id(t, b), tokens.id(random.nextInt(length), b), false);
                    }
                }
            }
            return pairs;
        }

        private static int near(int t, int length, RandomStream random) {
            int from = Math.max(0, t - WINDOW);
            int to = Math.min(length - 1, t + WINDOW);
            int other = from + random.nextInt(to - from);
            return other < t ? other : other + 1;
        }

        @Override
        public Embedding rights() {
            return contexts;
        }

        @Override
        public Parameters parameters() {
            return Parameters.of("contexts", contexts);
        }
    }

    /** Synonyms belong together, random words do not; both sides are vectors of the model's own table. */
    final class SynonymPairs implements Auxiliary {
        private static final int PAIRS = 200;

        private final Embedding table;
        private final int[][] synonyms;

        /** Of these pairs of tokens, at least one. */
        SynonymPairs(Embedding table, List<int[]> synonyms) {
            if (synonyms.isEmpty()) {
                throw new IllegalArgumentException("expected synonyms that are in the vocabulary, but there are none");
            }
            this.table = table;
            this.synonyms = synonyms.toArray(int[][]::new);
        }

        @Override
        public Pairs pairs(TokenBatch tokens, RandomStream random) {
            Pairs pairs = new Pairs();
            for (int i = 0; i < PAIRS; i++) {
                int[] pair = synonyms[random.nextInt(synonyms.length)];
                pairs.add(pair[0], pair[1], true);
                pairs.add(pair[0], synonyms[random.nextInt(synonyms.length)][1], false);
            }
            return pairs;
        }

        @Override
        public Embedding rights() {
            return table;
        }

        @Override
        public Parameters parameters() {
            return Parameters.none();
        }

        @Override
        public String toString() {
            return "SynonymPairs" + Arrays.deepToString(synonyms);
        }
    }
}
