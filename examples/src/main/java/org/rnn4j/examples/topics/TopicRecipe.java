package org.rnn4j.examples.topics;

import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.text.Epochs;
import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.examples.text.TextSizes.Summary;

/**
 * How a classifier of news is built and trained.
 *
 * @param name what it is called
 * @param features what else of a text has vectors beside its words
 * @param embedding the numbers per word
 * @param deviation their standard deviation at the start
 * @param encoder the recurrent layer
 * @param dropout what is left out while training
 * @param rate the learning rate
 * @param decay the decoupled decay of weights
 * @param falling whether the learning rate falls on a line to 0
 * @param wordLabels how much it counts beside the task that each word alone is to tell the label; 0 for not at all
 * @param wordDropout the share of words that become unknown, another one in each epoch; 0 for none
 * @param refit whether to end with the average over the last steps of a second training, on training and validation texts
 *     together, for as many epochs as were best
 * @param epochs how long it is trained
 */
record TopicRecipe(
        String name,
        WordFeatures features,
        int embedding,
        double deviation,
        Encoder encoder,
        Dropouts dropout,
        double rate,
        double decay,
        boolean falling,
        double wordLabels,
        double wordDropout,
        boolean refit,
        Epochs epochs) {
    /** The usual model, as one would write it first. */
    static final TopicRecipe PLAIN = new TopicRecipe(
            "plain",
            WordFeatures.NONE,
            100,
            0.1,
            Encoder.forward(128),
            Dropouts.NONE,
            1e-3,
            0,
            false,
            0,
            0,
            false,
            new Epochs(20, 0, 5));

    /** The techniques for small sets of texts; chosen on validation texts with the seeds 11 to 15. */
    static final TopicRecipe SMALL_DATA = new TopicRecipe(
            "small-data",
            new WordFeatures(4, true),
            100,
            0.1,
            Encoder.forward(64).inBothDirections().withSummary(Summary.MEAN),
            new Dropouts(0.3, 0, 0, 0.5),
            3e-3,
            1,
            true,
            5,
            0.2,
            true,
            new Epochs(6, 600, 50));

    /** Texts per step. */
    static final int BATCH = 32;

    /** The largest norm of all gradients together. */
    static final double CLIP = 1;

    /** How many words of the beginning of a text are read. */
    static final int LONGEST = 100;

    /** The same, trained so long. */
    TopicRecipe withEpochs(Epochs newEpochs) {
        return new TopicRecipe(
                name,
                features,
                embedding,
                deviation,
                encoder,
                dropout,
                rate,
                decay,
                falling,
                wordLabels,
                wordDropout,
                refit,
                newEpochs);
    }
}
