package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code transfer}: its options, and the two things it does: train, predict. */
@Command(
        name = Transfer.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Read much, then learn from few labels.",
        description = {
            "",
            "Trains a language model on many texts, and from it classifiers of other texts in four ways: the weights as a"
                    + " start, features of the frozen encoder, fine-tuning from the top, and two tasks at once; beside the"
                    + " same network from scratch, with all labels and with few.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j transfer --texts imdb --data rt_polarity",
            "  rnn4j transfer --predict \"a quiet little masterpiece\" --model runs/transfer"
        })
public final class Transfer implements Callable<Integer> {
    static final String NAME = "transfer";

    private static final Prediction.Terms TERMS = new Prediction.Terms("text", "label", "labels", 100_000);
    private static final String STANDARD_INPUT = "-";
    private static final int QUICK_TEXTS = 60;

    @Option(
            names = "--texts",
            paramLabel = "PATH",
            description =
                    "The texts to read: a tab-separated file without header (id, label, rating, text), or a folder"
                            + " with such a train.tsv or train.tsv.gz. UTF-8.")
    private @Nullable Path texts;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The task: a folder with train.tsv and test.tsv, tab-separated without header (label, text)."
                    + " UTF-8.")
    private @Nullable Path data;

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
            description = "The folder of the model that predicts. Default: runs/transfer.")
    private @Nullable Path model;

    @Mixin
    private TransferSettings settings = new TransferSettings();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        settings.validate();
        common.requireWritable(NAME);
        CommonOptions.requireName("--texts", texts);
        CommonOptions.requireName("--data", data);
        CommonOptions.requireName("--model", model);
        if (predict != null) {
            predict(predict);
            return 0;
        }
        if (model != null) {
            throw new UserError(
                    "--model names the model that --predict uses; without --predict there is no use for it");
        }
        if (texts == null || data == null) {
            throw new UserError("expected --texts with what is to be read and --data with the task, or --predict with a"
                    + " trained model");
        }
        int most = common.quick() ? Math.min(QUICK_TEXTS, settings.textsToRead) : settings.textsToRead;
        TransferData all = TransferData.read(texts, most, data, common.key().child("split"));
        try (Context context = common.openContext()) {
            new TransferRun(common, settings, context).run(common.quick() ? all.some(QUICK_TEXTS) : all);
        }
        return 0;
    }

    private void predict(String text) throws IOException {
        if (texts != null || data != null) {
            throw new UserError(
                    "--predict does not train, so --texts and --data are of no use with it; leave them out");
        }
        ClassifierFolder.Content<Sizes, Classifier> content =
                TrainedClassifier.FOLDER.load(model == null ? common.out(NAME) : model);
        try (Context context = common.openContext()) {
            Prediction prediction = new Prediction(new TrainedClassifier(content, context), TERMS, System.out);
            if (text.equals(STANDARD_INPUT)) {
                prediction.answerLines(System.in);
            } else {
                prediction.answer(text);
            }
            JsonObject results = common.results(
                            NAME, context, 0, content.model().parameters())
                    .put("predictions", prediction.answers())
                    .build();
            common.write(results);
        }
    }
}
