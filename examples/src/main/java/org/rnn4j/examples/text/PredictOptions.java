package org.rnn4j.examples.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that let a saved model answer instead of training one. */
public final class PredictOptions {
    private static final Prediction.Terms TERMS = new Prediction.Terms("text", "label", "labels", 1_000_000);

    @Option(
            names = "--predict",
            paramLabel = "TEXT",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description = "Do not train, but print the likeliest labels of this text; without TEXT, of every line of"
                    + " standard input that is not blank.")
    private @Nullable String predict;

    @Mixin
    private ModelOption model = new ModelOption();

    /** Whether answers are wanted. */
    public boolean given() {
        if (predict == null) {
            model.refuseForTraining("--predict");
        }
        return predict != null;
    }

    /** Answers with the model of a folder. */
    public void answer(CommonOptions common, String program, ClassifierFolder<TextSizes, TextModel> folders)
            throws IOException {
        TrainedText classifier = TrainedText.load(folders, model.folder(common, "--predict"));
        Prediction.run(common, program, TERMS, classifier.model(), classifier::answering, String.valueOf(predict));
    }
}
