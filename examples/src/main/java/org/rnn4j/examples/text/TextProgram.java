package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.TrainingRunner;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;

/**
 * What a program that classifies texts adds to what all of them do.
 *
 * @param name its name
 * @param recipe how the recipe is called that is used
 * @param purpose what its model is good for, in one sentence
 * @param folders where models are saved
 * @param training makes a classifier and trains it
 */
public record TextProgram(
        String name, String recipe, String purpose, ClassifierFolder<TextSizes, TextModel> folders, Training training) {
    /** Makes a classifier and trains it. */
    @FunctionalInterface
    public interface Training {
        /** The classifier; listeners watch its training, and the runner runs the parts of it. */
        Outcome train(TextData data, List<TrainingListener> listeners, TrainingRunner runner);
    }

    /**
     * What training brought.
     *
     * @param classifier the classifier
     * @param result the course of the training that watched the validation texts
     * @param learntFrom how many texts the classifier's weights were learnt from
     */
    public record Outcome(TrainedText classifier, TrainingResult result, int learntFrom) {}
}
