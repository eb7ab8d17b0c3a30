package org.rnn4j.examples.sentiment;

import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.text.Epochs;
import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.examples.text.TextSizes.Summary;

/**
 * How a classifier is built and trained.
 *
 * @param name what it is called
 * @param shape the model
 * @param course the course of training
 * @param changes how the texts are changed in each epoch
 */
public record Recipe(String name, Shape shape, Course course, Changes changes) {
    /** The usual model, as one would write it first. */
    public static final Recipe PLAIN = new Recipe(
            "plain",
            new Shape(WordFeatures.NONE, 128, 1, Encoder.forward(64), new Dropouts(0, 0.2, 0.2, 0)),
            new Course(32, new Epochs(10, 0, 3), 1e-3, RatePlan.CONSTANT, 0, new Weights(0, 0, 0), 0, 0, Ending.BEST),
            Changes.NONE);

    /** The techniques for small sets of texts; chosen on validation texts of rt-polarity with the seeds 11 to 15. */
    public static final Recipe SMALL_DATA = new Recipe(
            "small-data",
            new Shape(
                    new WordFeatures(4, true),
                    64,
                    0.1,
                    Encoder.forward(32).inBothDirections().withSummary(Summary.MEAN),
                    new Dropouts(0.3, 0, 0, 0.5)),
            new Course(32, new Epochs(5, 600, 50), 2e-3, RatePlan.FALLING, 0, new Weights(1, 0, 0), 0, 5, Ending.REFIT),
            new Changes(0.2, 0));

    /** The learning rate over time. */
    public enum RatePlan {
        /** The same in every step. */
        CONSTANT,
        /** Falls on a line to 0 in the last step. */
        FALLING,
        /** Rises and falls on lines, twice in each epoch, between a tenth of it and itself. */
        CYCLIC
    }

    /** Which weights training ends with. */
    public enum Ending {
        /** Those of the last epoch, whatever the validation texts say. */
        LAST,
        /** Those of the epoch that was best on the validation texts. */
        BEST,
        /**
         * The average over the last steps of a second training, on training and validation texts together, for as many
         * epochs as were best.
         */
        REFIT
    }

    /**
     * The model.
     *
     * @param features what else of a text has vectors beside its words
     * @param embedding the numbers per word
     * @param deviation the standard deviation of these numbers at the start
     * @param encoder the recurrent layers
     * @param dropout what is left out while training
     */
    public record Shape(WordFeatures features, int embedding, double deviation, Encoder encoder, Dropouts dropout) {
        /** How many words of the beginning of a text are read. */
        public static final int LONGEST = 100;

        /** The same with this encoder. */
        public Shape withEncoder(Encoder newEncoder) {
            return new Shape(features, embedding, deviation, newEncoder, dropout);
        }

        /** The same with these dropouts. */
        public Shape withDropout(Dropouts newDropout) {
            return new Shape(features, embedding, deviation, encoder, newDropout);
        }

        /** The same with these features. */
        public Shape withFeatures(WordFeatures newFeatures) {
            return new Shape(newFeatures, embedding, deviation, encoder, dropout);
        }

        /** The same with this standard deviation of the vectors at the start. */
        public Shape withDeviation(double newDeviation) {
            return new Shape(features, embedding, newDeviation, encoder, dropout);
        }
    }

    /**
     * What keeps weights small, each 0 for nothing.
     *
     * @param decay the decoupled decay of AdamW
     * @param l1 the factor of the sum of absolute values, added to the loss
     * @param l2 the factor of the sum of squares, added to the loss
     */
    public record Weights(double decay, double l1, double l2) {}

    /**
     * The course of training.
     *
     * @param batch texts per step
     * @param epochs how long it is trained
     * @param rate Adam's learning rate
     * @param plan the learning rate over time
     * @param clip the largest norm of all gradients together; 0 for any
     * @param weights what keeps them small
     * @param smoothing the share of the target that is spread over all labels
     * @param wordLabels how much it counts beside the task that each word alone is to tell the label; 0 for not at all
     * @param ending which weights it ends with
     */
    public record Course(
            int batch,
            Epochs epochs,
            double rate,
            RatePlan plan,
            double clip,
            Weights weights,
            double smoothing,
            double wordLabels,
            Ending ending) {
        /** The same, trained so long. */
        public Course withEpochs(Epochs newEpochs) {
            return new Course(batch, newEpochs, rate, plan, clip, weights, smoothing, wordLabels, ending);
        }

        /** The same with this plan of the learning rate. */
        public Course withPlan(RatePlan newPlan) {
            return new Course(batch, epochs, rate, newPlan, clip, weights, smoothing, wordLabels, ending);
        }

        /** The same with this largest norm of gradients. */
        public Course withClip(double newClip) {
            return new Course(batch, epochs, rate, plan, newClip, weights, smoothing, wordLabels, ending);
        }

        /** The same with this to keep weights small. */
        public Course withWeights(Weights newWeights) {
            return new Course(batch, epochs, rate, plan, clip, newWeights, smoothing, wordLabels, ending);
        }

        /** The same with this share spread over all labels. */
        public Course withSmoothing(double newSmoothing) {
            return new Course(batch, epochs, rate, plan, clip, weights, newSmoothing, wordLabels, ending);
        }

        /** The same with this weight of the labels of words. */
        public Course withWordLabels(double newWordLabels) {
            return new Course(batch, epochs, rate, plan, clip, weights, smoothing, newWordLabels, ending);
        }

        /** The same with this ending. */
        public Course withEnding(Ending newEnding) {
            return new Course(batch, epochs, rate, plan, clip, weights, smoothing, wordLabels, newEnding);
        }
    }

    /**
     * How texts are changed anew in each epoch, each 0 for not at all.
     *
     * @param wordDropout the share of words that become unknown
     * @param easy the share of words that easy data augmentation changes
     */
    public record Changes(double wordDropout, double easy) {
        /** The texts stay as they are. */
        public static final Changes NONE = new Changes(0, 0);
    }

    /** The same with this model. */
    public Recipe withShape(Shape newShape) {
        return new Recipe(name, newShape, course, changes);
    }

    /** The same with this course of training. */
    public Recipe withCourse(Course newCourse) {
        return new Recipe(name, shape, newCourse, changes);
    }

    /** The same with these changes of the texts. */
    public Recipe withChanges(Changes newChanges) {
        return new Recipe(name, shape, course, newChanges);
    }
}
