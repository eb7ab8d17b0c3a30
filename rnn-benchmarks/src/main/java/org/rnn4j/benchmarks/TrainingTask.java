package org.rnn4j.benchmarks;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * A text classifier to train, and batches for it: random tokens, lengths normally distributed as in a real set.
 *
 * @param tokens words of the vocabulary, the padding token 0 among them
 * @param width width of the embedding
 * @param hidden hidden values of the LSTM
 * @param classes classes
 * @param batch texts in a batch
 * @param meanLength mean length of a text
 * @param spread standard deviation of the lengths
 * @param longest longest text
 */
public record TrainingTask(
        int tokens, int width, int hidden, int classes, int batch, double meanLength, double spread, int longest) {
    /** Batches made of one task. */
    public static final int BATCHES = 16;

    /**
     * The task of this name: {@code sentiment} has the sizes and lengths of 7,108 film reviews of one sentence (Pang and
     * Lee 2005), {@code topics} those of 5,000 news items (Zhang et al. 2015).
     */
    public static TrainingTask named(String name) {
        return switch (name) {
            case "sentiment" -> new TrainingTask(17_000, 128, 64, 2, 32, 21, 9.4, 60);
            case "topics" -> new TrainingTask(20_000, 100, 128, 4, 64, 46, 14, 200);
            default -> throw new IllegalArgumentException("task: expected sentiment or topics, but got " + name);
        };
    }

    /** The texts of every batch: [batch][text][token], tokens from 1 on. */
    public int[][][] texts() {
        RandomStream random = RandomKey.of(7).child("texts").stream();
        int[][][] batches = new int[BATCHES][batch][];
        for (int[][] texts : batches) {
            for (int b = 0; b < batch; b++) {
                texts[b] = text(random);
            }
        }
        return batches;
    }

    private int[] text(RandomStream random) {
        long length = Math.round(meanLength + spread * random.nextGaussian());
        int[] text = new int[(int) Math.max(1, Math.min(longest, length))];
        for (int i = 0; i < text.length; i++) {
            text[i] = 1 + random.nextInt(tokens - 1);
        }
        return text;
    }

    /** The classes of every batch: [batch][text]. */
    public int[][] labels() {
        RandomStream random = RandomKey.of(7).child("labels").stream();
        int[][] batches = new int[BATCHES][batch];
        for (int[] labels : batches) {
            for (int b = 0; b < batch; b++) {
                labels[b] = random.nextInt(classes);
            }
        }
        return batches;
    }
}
