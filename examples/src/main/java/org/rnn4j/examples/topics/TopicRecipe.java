package org.rnn4j.examples.topics;

import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.examples.text.TextSizes.Summary;

/**
 * How a classifier of news is built and trained.
 *
 * @param name what it is called
 * @param embedding the numbers per word
 * @param deviation their standard deviation at the start
 * @param encoder the recurrent layer
 * @param dropout what is left out while training
 * @param rate the learning rate
 * @param decay the decoupled decay of weights
 * @param falling whether the learning rate falls on a line to 0
 * @param wordDropout the share of words that become unknown, another one in each epoch; 0 for none
 * @param refit whether to end with the average over the last steps of a second training, on training and validation texts
 *     together, for as many epochs as were best
 * @param epochs at most so many passes over the texts
 */
record TopicRecipe(
        String name,
        int embedding,
        double deviation,
        Encoder encoder,
        Dropouts dropout,
        double rate,
        double decay,
        boolean falling,
        double wordDropout,
        boolean refit,
        int epochs) {
    /** The usual model, as one would write it first. */
    static final TopicRecipe PLAIN =
            new TopicRecipe("plain", 100, 0.1, Encoder.forward(128), Dropouts.NONE, 1e-3, 0, false, 0, false, 20);

    /** The techniques for small sets of texts; chosen on validation texts with the seeds 11 to 15. */
    static final TopicRecipe SMALL_DATA = new TopicRecipe(
            "small-data",
            100,
            0.1,
            Encoder.forward(64).inBothDirections().withSummary(Summary.MEAN_AND_WORDS),
            new Dropouts(0.3, 0, 0, 0.5),
            3e-3,
            0.3,
            true,
            0.2,
            true,
            10);

    /** Texts per step. */
    static final int BATCH = 32;

    /** The largest norm of all gradients together. */
    static final double CLIP = 1;

    /** Epochs without a better validation accuracy before training stops. */
    static final int PATIENCE = 5;

    /** How many words of the beginning of a text are read. */
    static final int LONGEST = 100;

    /** The same with at most so many epochs. */
    TopicRecipe withEpochs(int newEpochs) {
        return new TopicRecipe(
                name, embedding, deviation, encoder, dropout, rate, decay, falling, wordDropout, refit, newEpochs);
    }
}
