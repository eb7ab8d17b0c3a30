package org.rnn4j.examples.smalldata;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.sentiment.Recipe;
import org.rnn4j.examples.sentiment.Recipe.Changes;
import org.rnn4j.examples.sentiment.Recipe.Course;
import org.rnn4j.examples.sentiment.Recipe.Ending;
import org.rnn4j.examples.sentiment.Recipe.RatePlan;
import org.rnn4j.examples.sentiment.Recipe.Shape;
import org.rnn4j.examples.sentiment.Recipe.Weights;
import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.examples.text.TextSizes.Summary;

/** What is compared: the plain model with each technique added, and the recipe for small data with each left out. */
final class Techniques {
    private static final double EASY = 0.05;
    private static final String VECTORS = "+ pretrained word vectors";

    private Techniques() {}

    /**
     * All rows of the table, each base before what is compared with it.
     *
     * @param pretrained whether there are pretrained word vectors to compare with
     */
    static List<Technique> all(boolean pretrained) {
        List<Technique> all = new ArrayList<>();
        all.add(Technique.base(Recipe.PLAIN));
        addModels(all);
        addDropouts(all);
        addCourses(all);
        addChanges(all);
        if (pretrained) {
            all.add(new Technique(Recipe.PLAIN.name(), VECTORS, Recipe.PLAIN, true));
        }
        all.add(Technique.base(Recipe.SMALL_DATA));
        leaveOutOfModel(all);
        leaveOutOfCourse(all);
        if (pretrained) {
            all.add(new Technique(Recipe.SMALL_DATA.name(), VECTORS, Recipe.SMALL_DATA, true));
        }
        return List.copyOf(all);
    }

    private static void addModels(List<Technique> all) {
        Encoder encoder = Recipe.PLAIN.shape().encoder();
        add(all, "+ bidirectional", shape(encoder.inBothDirections()));
        add(all, "+ two layers", shape(encoder.withLayers(2, false)));
        add(all, "+ four layers", shape(encoder.withLayers(4, false)));
        add(all, "+ four layers, residual", shape(encoder.withLayers(4, true)));
        add(all, "+ mean over words", shape(encoder.withSummary(Summary.MEAN)));
        add(all, "+ mean over words, and of word vectors", shape(encoder.withSummary(Summary.MEAN_AND_WORDS)));
        add(all, "+ maximum over words", shape(encoder.withSummary(Summary.MAX)));
        Shape plain = Recipe.PLAIN.shape();
        add(all, "+ small word vectors at the start", Recipe.PLAIN.withShape(plain.withDeviation(0.1)));
        add(all, "+ bigrams", Recipe.PLAIN.withShape(plain.withFeatures(new WordFeatures(0, true))));
        add(all, "+ prefixes of words", Recipe.PLAIN.withShape(plain.withFeatures(new WordFeatures(4, false))));
    }

    private static void addDropouts(List<Technique> all) {
        add(all, "- input and recurrent dropout", dropout(Dropouts.NONE));
        add(all, "- input dropout", dropout(new Dropouts(0, 0, 0.2, 0)));
        add(all, "- recurrent dropout", dropout(new Dropouts(0, 0.2, 0, 0)));
        add(all, "+ dropout of word vectors 0.3", dropout(new Dropouts(0.3, 0.2, 0.2, 0)));
        add(all, "+ dropout of the output 0.5", dropout(new Dropouts(0, 0.2, 0.2, 0.5)));
    }

    private static void addCourses(List<Technique> all) {
        Course course = Recipe.PLAIN.course();
        add(all, "- early stopping", Recipe.PLAIN.withCourse(course.withEnding(Ending.LAST)));
        add(all, "+ L1 1e-5", Recipe.PLAIN.withCourse(course.withWeights(new Weights(0, 1e-5, 0))));
        add(all, "+ L2 1e-4", Recipe.PLAIN.withCourse(course.withWeights(new Weights(0, 0, 1e-4))));
        add(all, "+ weight decay 1", Recipe.PLAIN.withCourse(course.withWeights(new Weights(1, 0, 0))));
        add(all, "+ clipping at norm 1", Recipe.PLAIN.withCourse(course.withClip(1)));
        add(all, "+ cyclic learning rate", Recipe.PLAIN.withCourse(course.withPlan(RatePlan.CYCLIC)));
        add(all, "+ falling learning rate", Recipe.PLAIN.withCourse(course.withPlan(RatePlan.FALLING)));
        add(all, "+ label smoothing 0.1", Recipe.PLAIN.withCourse(course.withSmoothing(0.1)));
        add(all, "+ labels for single words", Recipe.PLAIN.withCourse(course.withWordLabels(5)));
    }

    private static void addChanges(List<Technique> all) {
        add(all, "+ easy data augmentation", Recipe.PLAIN.withChanges(new Changes(0, EASY)));
        add(all, "+ word dropout 0.2", Recipe.PLAIN.withChanges(new Changes(0.2, 0)));
    }

    private static void leaveOutOfModel(List<Technique> all) {
        Recipe recipe = Recipe.SMALL_DATA;
        Shape shape = recipe.shape();
        Encoder encoder = shape.encoder();
        Dropouts dropout = shape.dropout();
        leave(
                all,
                "- bidirectional",
                recipe.withShape(
                        shape.withEncoder(Encoder.forward(2 * encoder.hidden()).withSummary(encoder.summary()))));
        leave(
                all,
                "+ mean of word vectors",
                recipe.withShape(shape.withEncoder(encoder.withSummary(Summary.MEAN_AND_WORDS))));
        leave(all, "- mean over words", recipe.withShape(shape.withEncoder(encoder.withSummary(Summary.FINAL))));
        leave(
                all,
                "- dropout of word vectors",
                recipe.withShape(
                        shape.withDropout(new Dropouts(0, dropout.input(), dropout.recurrent(), dropout.output()))));
        leave(
                all,
                "- dropout of the output",
                recipe.withShape(
                        shape.withDropout(new Dropouts(dropout.embedding(), dropout.input(), dropout.recurrent(), 0))));
        leave(all, "- small word vectors at the start", recipe.withShape(shape.withDeviation(1)));
        WordFeatures features = shape.features();
        leave(all, "- bigrams", recipe.withShape(shape.withFeatures(new WordFeatures(features.prefix(), false))));
        leave(
                all,
                "- prefixes of words",
                recipe.withShape(shape.withFeatures(new WordFeatures(0, features.bigrams()))));
    }

    private static void leaveOutOfCourse(List<Technique> all) {
        Recipe recipe = Recipe.SMALL_DATA;
        Course course = recipe.course();
        leave(all, "- labels for single words", recipe.withCourse(course.withWordLabels(0)));
        leave(all, "- word dropout", recipe.withChanges(Changes.NONE));
        leave(
                all,
                "+ easy data augmentation",
                recipe.withChanges(new Changes(recipe.changes().wordDropout(), EASY)));
        leave(all, "- weight decay", recipe.withCourse(course.withWeights(new Weights(0, 0, 0))));
        leave(all, "- falling learning rate", recipe.withCourse(course.withPlan(RatePlan.CONSTANT)));
        leave(all, "- second training, averaging of weights", recipe.withCourse(course.withEnding(Ending.BEST)));
    }

    private static Recipe shape(Encoder encoder) {
        return Recipe.PLAIN.withShape(Recipe.PLAIN.shape().withEncoder(encoder));
    }

    private static Recipe dropout(Dropouts dropout) {
        return Recipe.PLAIN.withShape(Recipe.PLAIN.shape().withDropout(dropout));
    }

    private static void add(List<Technique> all, String name, Recipe recipe) {
        all.add(new Technique(Recipe.PLAIN.name(), name, recipe, false));
    }

    private static void leave(List<Technique> all, String name, Recipe recipe) {
        all.add(new Technique(Recipe.SMALL_DATA.name(), name, recipe, false));
    }
}
