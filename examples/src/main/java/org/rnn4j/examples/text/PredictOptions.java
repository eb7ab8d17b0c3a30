package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Model;
import org.rnn4j.tensor.TokenBatch;
import picocli.CommandLine.Option;

/** Options that let a saved model answer instead of training one. */
public final class PredictOptions {
    private static final String STANDARD_INPUT = "-";
    private static final Prediction.Terms TERMS = new Prediction.Terms("text", "label", "labels", 1_000_000);

    @Option(
            names = "--predict",
            paramLabel = "TEXT",
            arity = "0..1",
            fallbackValue = STANDARD_INPUT,
            description = "Do not train, but print the likeliest labels of this text; without TEXT, of every line of"
                    + " standard input that is not blank.")
    private @Nullable String predict;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The folder of the model that predicts. Default: where training saves it.")
    private @Nullable Path model;

    /** Whether answers are wanted. */
    public boolean given(TextDataOptions data) {
        CommonOptions.requireName("--model", model);
        if (predict == null && model != null) {
            throw new UserError(
                    "--model names the model that --predict uses; without --predict there is no use for it");
        }
        if (predict != null && data.given()) {
            throw new UserError("--predict does not train, so --data is of no use with it; leave one out");
        }
        return predict != null;
    }

    /** Answers with the model of a folder. */
    public void answer(CommonOptions common, String program, ClassifierFolder<TextSizes, Model<TokenBatch>> folders)
            throws IOException {
        TrainedText classifier = TrainedText.load(folders, model == null ? common.out(program) : model);
        try (Context context = common.openContext()) {
            Prediction prediction = new Prediction(classifier.answering(context), TERMS, System.out);
            if (predict == null || predict.equals(STANDARD_INPUT)) {
                prediction.answerLines(System.in);
            } else {
                prediction.answer(predict);
            }
            JsonObject results = common.results(
                            program, context, 0, classifier.model().parameters())
                    .put("predictions", prediction.answers())
                    .build();
            common.write(results);
        }
    }
}
